"""What the child process gives up, by the kernel's own means; what the kernel does not grant is left out and told.

Sources: man 2 setrlimit, 2 prctl, 2 unshare (Linux). Nothing here needs privileges.
"""

import ctypes
import resource
import signal

from bot.sandbox.file_access import close_files
from bot.sandbox.system_calls import close_system_calls

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_MOST_OPEN_FILES = 64

_LIBC = ctypes.CDLL(None, use_errno=True)


def isolate(memory: int) -> list[str]:
    """Before any library is loaded: end with the parent, `memory` bytes of address space, no file written, no network
    where the kernel lets an ordinary process leave it. What of this is not everywhere and was granted."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _MOST_OPEN_FILES)
    return ["network"] if _LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0 else []


def confine(seconds: int) -> list[str]:
    """After the libraries are loaded: so many seconds of processor time from now on, no file but code, no system call
    beyond reading. What of this was granted."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds)
    closed = {"files": close_files(), "system calls": close_system_calls()}
    return [name for name, granted in closed.items() if granted]


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))
