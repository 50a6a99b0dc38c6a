"""Change the convening of a list, with undo, and say beforehand what a change would do."""
