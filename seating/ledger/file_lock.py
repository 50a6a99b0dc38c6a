"""Locks on open files. The system releases a lock when the process that holds it ends, however it ends."""

from __future__ import annotations

import os
import sys

LOCKED_BYTE = 1 << 30
"""Windows locks bytes and makes them unreadable for others, so the locked byte lies beyond the text."""

if sys.platform == "win32":

    def try_to_lock(descriptor: int) -> bool:
        """Lock a file that is open for writing until it is closed; return False if another process holds the lock."""
        import msvcrt

        os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:

    def try_to_lock(descriptor: int) -> bool:
        """Lock a file that is open for writing until it is closed; return False if another process holds the lock.

        Where the file system has no locks, return True: callers must not rely on the lock for correctness.
        """
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
