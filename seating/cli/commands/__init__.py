"""The commands, one module each. At module level they import click but nothing slow."""
