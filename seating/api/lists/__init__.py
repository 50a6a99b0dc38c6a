"""The list as its file has it, and edits of the convening that say how it is read."""
