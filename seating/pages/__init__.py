"""What commands print, one module each: functions from facts to blocks, which a renderer prints in any language.

The terminal shows these pages to the convener, so they include private information; the records of `--json` contain
none. A sentence that the report prints too stands there, and is used here.
"""
