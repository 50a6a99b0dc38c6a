"""The tests. They keep compiled modules even where the environment asks Python not to.

Without them, every worker and every process that a test starts would compile its modules again.
"""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
