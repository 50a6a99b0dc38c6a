"""The guided start: questions made from the list; the answers become a convening with comments."""
