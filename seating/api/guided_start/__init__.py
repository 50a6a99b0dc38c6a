"""The guided start: seven questions in a convener's words, whose answers become a convening with comments."""
