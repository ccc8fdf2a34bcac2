"""Closes the file system but for reading programs and libraries: no database, no mail, no setting can be opened.

Landlock (man 7 landlock, Linux 5.13): needs no privileges. From version 4 on it closes TCP too, from 6 on signals to
processes outside.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH, _PR_SET_NO_NEW_PRIVS = 1, 1, 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""Since this version there are so many rights about files; all of them are taken."""
_TCP, _SCOPES = (1 << 0) | (1 << 1), (1 << 0) | (1 << 1)
"""Bind and connect; abstract sockets and signals of others."""

_ROOT = Path(__file__).resolve().parent.parent.parent
_LIBRARIES = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/usr/share/zoneinfo",
    "/etc/localtime",
)


def close_files() -> bool:
    """Let this process read nothing but code from now on, and write nothing; whether the kernel agreed."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return False
    rights = max(count for since, count in _FILE_RIGHTS.items() if since <= version)
    parts = [(1 << rights) - 1, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0]
    wanted = struct.pack("QQQ", *parts)[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = libc.syscall(_CREATE_RULESET, wanted, len(wanted), 0)
    if ruleset < 0:
        return False
    for path in _readable():
        _allow(libc, ruleset, path)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    closed = libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return bool(closed)


def _readable() -> Iterator[str]:
    """Where code is: the interpreter, its libraries, our own packages; not the folder they lie in, as data may too."""
    yield from _LIBRARIES
    for prefix in {sys.prefix, sys.base_prefix}:
        yield from (f"{prefix}/lib", f"{prefix}/lib64")
    yield from (str(_ROOT / package) for package in ("bot", "flows", "storage", "templates"))


def _allow(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    """Let what lies beneath a path be read, if it exists."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = _READ_FILE | (_READ_FOLDER if Path(path).is_dir() else 0)
    libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
    os.close(opened)
