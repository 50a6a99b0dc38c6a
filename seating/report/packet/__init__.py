"""The pages of the packet, one module each; every module in this folder is loaded."""
