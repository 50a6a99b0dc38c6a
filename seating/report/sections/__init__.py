"""The sections of the report, one module each; every module in this folder is loaded."""
