"""STAFF_MAIL: who of the office may sign in, and as what: addresses, each with the word of its role after a colon."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from bot.paths import SHARED
from flows.cases.decide import StaffRole


@cache
def role_words() -> Mapping[str, StaffRole]:
    """The roles by the word that the pages have for them as well."""
    file = SHARED / "web" / "office" / "words.toml"
    words = tomllib.loads(file.read_text(encoding="utf-8"))["role"]
    return {words[role.value]: role for role in StaffRole}


def staff_of(text: str) -> dict[str, StaffRole]:
    """The role of each address, in small letters. ValueError with what is expected."""
    found: dict[str, StaffRole] = {}
    for one in filter(None, (part.strip() for part in text.split(","))):
        address, _, role = one.rpartition(":")
        if not re.fullmatch(r"[^@\s:<>]+@[^@\s:<>]+", address.strip()) or role.strip() not in role_words():
            example = ", ".join(
                f"{name}@example.org:{word}" for name, word in zip("ab", role_words(), strict=True)
            )
            raise ValueError(f"must be addresses with their role, such as {example}")
        found[address.strip().lower()] = role_words()[role.strip()]
    return found


def checked_staff(text: str) -> str:
    """The setting as it was given, once it can be read. ValueError."""
    staff_of(text)
    return text
