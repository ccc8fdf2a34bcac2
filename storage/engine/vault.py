"""The keys of what is kept about people: one for each application, wrapped by a key that is made of SECRET_KEY.

Without SECRET_KEY nothing is sealed. What was written before there was one stays readable as it is."""

import os
from base64 import b64decode, b64encode
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import LostKey

SEALED, SEALED_ALIKE = "$1$", "$2$"
"""How sealed texts begin; no JSON, address or case number does."""

REMEMBERED = 20_000
"""Keys held in memory, about 200 bytes each."""

_NONCE = 12


class DataKey:
    """Seals what is kept of one application (AES-256-GCM), and texts that have to be found again by what they say
    (AES-SIV: the same text becomes the same). One without bytes leaves everything as it is."""

    def __init__(self, raw: bytes = b"") -> None:
        self._raw = raw

    def __bool__(self) -> bool:
        return bool(self._raw)

    def seal(self, text: str) -> str:
        """A text that only this key opens. One without bytes puts a blank before what would look sealed."""
        if self:
            return SEALED + b64encode(self.seal_bytes(text.encode())).decode()
        return f" {text}" if text.startswith((SEALED, SEALED_ALIKE)) else text

    def seal_alike(self, text: str) -> str:
        """The same, and the same again for the same text."""
        return (
            SEALED_ALIKE + b64encode(self._alike.encrypt(text.encode(), None)).decode()
            if self and text
            else text
        )

    def open(self, text: str) -> str:
        """What was sealed, or was never sealed. LostKey."""
        if text.startswith(SEALED):
            return self.open_bytes(b64decode(text[len(SEALED) :])).decode()
        if text.startswith(SEALED_ALIKE):
            try:
                return self._alike.decrypt(b64decode(text[len(SEALED_ALIKE) :]), None).decode()
            except InvalidTag:
                raise LostKey from None
        return text

    def seal_bytes(self, content: bytes) -> bytes:
        """Bytes that only this key opens."""
        if not self:
            return content
        nonce = os.urandom(_NONCE)
        return nonce + self._plain.encrypt(nonce, content, None)

    def open_bytes(self, sealed: bytes) -> bytes:
        """What those bytes were. LostKey."""
        try:
            return self._plain.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
        except InvalidTag:
            raise LostKey from None

    @cached_property
    def _plain(self) -> AESGCM:
        return AESGCM(self._own(b"random", 32))

    @cached_property
    def _alike(self) -> AESSIV:
        return AESSIV(self._own(b"alike", 64))

    def _own(self, purpose: bytes, length: int) -> bytes:
        if not self:
            raise LostKey
        return _derived(self._raw, purpose, length)


NO_KEY = DataKey()


class Vault:
    """The wrapping keys of this process: the present one, and older ones that only open."""

    def __init__(self, secret: str = "", older: Sequence[str] = ()) -> None:
        """`secret` is SECRET_KEY; empty seals nothing."""
        keys = {_name(one): one for one in filter(None, (secret, *older))}
        self._wrapping = {name: AESGCM(_derived(one.encode(), b"wrap", 32)) for name, one in keys.items()}
        self.present = _name(secret) if secret else ""
        """The name of the present wrapping key, with which wrapped keys begin; empty when nothing is sealed."""
        self._alike = _derived(secret.encode(), b"search", 32) if secret else b""
        self._opened: OrderedDict[str, DataKey] = OrderedDict()
        self._of_session: OrderedDict[str, DataKey] = OrderedDict()
        self._made: dict[str, DataKey] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names of every wrapping key there is."""
        return frozenset(self._wrapping)

    def wrap(self, key: bytes) -> str:
        """A data key as the database keeps it."""
        nonce = os.urandom(_NONCE)
        return f"{self.present}:{b64encode(nonce + self._wrapping[self.present].encrypt(nonce, key, None)).decode()}"

    def unwrap(self, wrapped: str | None) -> DataKey:
        """The data key of a row; of none, one that leaves everything as it is. LostKey."""
        if wrapped is None:
            return NO_KEY
        found = self._opened.get(wrapped)
        if found is None:
            found = self._opened[wrapped] = DataKey(self._raw(wrapped))
            _bounded(self._opened)
        return found

    def rewrapped(self, wrapped: str) -> str:
        """The same data key under the present wrapping key. LostKey."""
        return self.wrap(self._raw(wrapped))

    def search_token(self, text: str) -> str:
        """What stands in an index for a whole text, so that it can be found by somebody who types all of it."""
        return sha256(self._alike + text.encode()).hexdigest()[:16]

    def known(self, session: str) -> DataKey | None:
        """The key of a session that this process has read or committed."""
        return self._of_session.get(session)

    def remember(self, session: str, key: DataKey) -> None:
        """It was read: what is seen of other transactions is committed."""
        if key:
            self._of_session[session] = key
            _bounded(self._of_session)

    def made(self, session: str, key: DataKey) -> None:
        """It was written in a transaction that may still be undone."""
        self._made[session] = key

    def settled(self, session: str, *, committed: bool) -> None:
        """That transaction has ended."""
        if (key := self._made.pop(session, None)) and committed:
            self.remember(session, key)

    def _raw(self, wrapped: str) -> bytes:
        name, _, sealed = wrapped.partition(":")
        wrapping = self._wrapping.get(name)
        if wrapping is None:
            raise LostKey
        content = b64decode(sealed)
        try:
            return wrapping.decrypt(content[:_NONCE], content[_NONCE:], None)
        except InvalidTag:
            raise LostKey from None


def _name(secret: str) -> str:
    return _derived(secret.encode(), b"name", 4).hex()


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    """HKDF with SHA-256 (RFC 5869)."""
    return HKDF(SHA256(), length, None, b"intake data keys 1 " + purpose).derive(secret)


def _bounded(cache: "OrderedDict[str, DataKey]") -> None:
    while len(cache) > REMEMBERED:
        cache.popitem(last=False)
