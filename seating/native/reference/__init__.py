"""The kernels once more, in plain Python: what the C functions must do, entry by entry.

Each module has the name of a C source. Tests give the same inputs to both and compare everything that is written. These
modules are not installed, and nothing but tests imports them.
"""
