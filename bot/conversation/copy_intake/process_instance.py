"""Which process of the service this is, and whether another one still runs."""

import os
import secrets
import socket
from dataclasses import dataclass, field


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Instance:
    """This process; `name` is `host:pid:random`."""

    name: str = field(default_factory=_name)

    def is_gone(self, name: str) -> bool:
        """Whether the process of that name is known to have ended. Of another host nothing is known.

        Whoever asks does not do what that process began, so its own name means that it gave up.
        """
        host, _, pid = name.rpartition(":")[0].rpartition(":")
        mine, _, own = self.name.rpartition(":")[0].rpartition(":")
        if host != mine:
            return False
        return pid == own or not _runs(int(pid))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
