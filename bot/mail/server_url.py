"""Addresses of mail servers as operators write them, read alike whether mail goes out or comes back."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class ServerUrl:
    """`scheme://user:password@host:port/path`, decoded. The password stays out of repr and of every error."""

    scheme: str
    host: str
    port: int | None
    username: str | None
    password: str | None = field(repr=False)
    path: str

    @property
    def local(self) -> bool:
        """Whether it is on this machine."""
        return is_local(self.host)

    @classmethod
    def parse(cls, setting: str, url: str, schemes: Collection[str]) -> Self:
        """Read the value of that setting. `schemes`: those allowed, the plain one first.

        Raises ValueError in words for the operator, which never repeat the URL."""
        first, *protected = schemes
        try:
            parts = urlsplit(url.strip())
            host, port = parts.hostname, parts.port
        except ValueError:
            raise ValueError(
                f"{setting}: host or port cannot be read; percent-encode / # ? @ : % in the password, / as %2F"
            ) from None
        if parts.scheme not in schemes:
            *most, last = (f"{scheme}://" for scheme in schemes)
            raise ValueError(f"{setting}: must begin with {', '.join(most)} or {last}")
        example = f"{protected[-1]}://user:password@mail.example.com"
        if not host:
            raise ValueError(f"{setting}: the host is missing, as in {example}")
        if parts.query or parts.fragment:
            raise ValueError(f"{setting}: {MORE}")
        user, password = _credentials(setting, parts, example)
        found = cls(parts.scheme, host, port, user, password, unquote(parts.path.strip("/")))
        if password and parts.scheme == first and not found.local:
            raise ValueError(
                f"{setting}: {first}:// would send the password in clear; use {' or '.join(protected)}"
            )
        return found


MORE = "nothing may follow the host and port; is the password percent-encoded?"


def is_local(host: str) -> bool:
    """Whether that host is this machine."""
    return host in _LOOPBACK


def _credentials(setting: str, parts: SplitResult, example: str) -> tuple[str | None, str | None]:
    if not parts.username and not parts.password:
        return None, None
    if not parts.username or not parts.password:
        raise ValueError(f"{setting}: user and password go together, as in {example}")
    return unquote(parts.username), unquote(parts.password)
