"""Closes system calls that reading a picture never needs: sockets, new processes, signals, other processes' memory.

A seccomp filter (man 2 seccomp) of the calls that are refused with EPERM; threads stay possible, as HEIC is decoded by
some. Numbers from the kernel's unistd.h for both architectures the service is made for; elsewhere nothing is closed.
"""

import ctypes
import platform
import struct
from collections.abc import Iterator

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _NOT_KNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
"""Allow; EPERM; ENOSYS, upon which the C library asks in the older way (clone3)."""
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_CLONE_THREAD, _OTHER_TABLE = 0x10000, 0x40000000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_CLONE3 = 435

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE = {"x86_64": 56, "aarch64": 220}
_REFUSED = {
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "kill": (62, 129),
    "ptrace": (101, 117),
    "rt_sigqueueinfo": (129, 138),
    "mount": (165, 40),
    "umount2": (166, 39),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "rt_tgsigqueueinfo": (297, 240),
    "perf_event_open": (298, 241),
    "prlimit64": (302, 261),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "bpf": (321, 280),
    "execveat": (322, 281),
    "userfaultfd": (323, 282),
    "pidfd_send_signal": (424, 424),
    "io_uring_setup": (425, 425),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def close_system_calls() -> bool:
    """Refuse them to this process from now on; whether the kernel agreed."""
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return False
    code = b"".join(_instructions(machine))
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(code) // 8, code)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _instructions(machine: str) -> Iterator[bytes]:
    """The filter, in the kernel's own small language (linux/filter.h): code, two jumps, a value."""

    def line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    yield line(_LOAD, _ARCHITECTURE)
    yield line(_EQUAL, _ARCHITECTURES[machine], yes=1)
    yield line(_RETURN, _REFUSE)
    yield line(_LOAD, _NUMBER)
    yield line(_AT_LEAST, _OTHER_TABLE, no=1)
    yield line(_RETURN, _REFUSE)
    yield line(_EQUAL, _CLONE3, no=1)
    yield line(_RETURN, _NOT_KNOWN)
    for numbers in _REFUSED.values():
        number = numbers[list(_ARCHITECTURES).index(machine)]
        if number is not None:
            yield line(_EQUAL, number, no=1)
            yield line(_RETURN, _REFUSE)
    yield line(_EQUAL, _CLONE[machine], no=3)
    yield line(_LOAD, _FIRST_ARGUMENT)
    yield line(_ANY_BIT, _CLONE_THREAD, yes=1)
    yield line(_RETURN, _REFUSE)
    yield line(_RETURN, _ALLOW)
