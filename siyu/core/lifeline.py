"""Children that end with their parent, however it ends."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
"""Loaded here, so that a process that has just forked loads nothing."""


def die_with_parent(how: signal.Signals, *, parent: int | None = None) -> None:
    """From now on the kernel sends `how` when the parent is gone (Linux; elsewhere nothing changes).

    `parent` is the parent's pid where it is known: when it died before we asked, we end at once.
    Ask after setuid, which forgets it, and again after fork, which does too.
    """
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, how)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), how)
