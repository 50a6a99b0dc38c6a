"""The pages of the packet: one file a page, found by being there."""
