"""A draw that anybody can repeat: the same seed puts the same cases in the same order."""

from collections.abc import Iterable
from hashlib import sha256


def drawn_order(cases: Iterable[str], seed: str) -> tuple[str, ...]:
    """The cases by the SHA-256 of "seed case number" in hex, lowest first: `printf '%s' "$seed $case" | sha256sum`
    gives what each is sorted by."""
    return tuple(sorted(cases, key=lambda case: drawn_digest(case, seed)))


def drawn_digest(case: str, seed: str) -> str:
    """What a case is sorted by."""
    return sha256(f"{seed} {case}".encode()).hexdigest()
