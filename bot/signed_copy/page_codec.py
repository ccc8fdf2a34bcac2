"""A page as it is kept between uploads: its picture, and what was seen on it as JSON."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, get_type_hints

from bot.signed_copy.model import Page

_PICTURE = "picture"


def page_facts(page: Page) -> dict[str, Any]:
    """Everything about a page but its picture, as values that survive JSON."""
    facts = {part.name: getattr(page, part.name) for part in fields(page) if part.name != _PICTURE}
    return {name: fact.value if isinstance(fact, Enum) else fact for name, fact in facts.items()}


def page_of(facts: Mapping[str, Any], picture: bytes) -> Page:
    """The page again; what an earlier version did not know yet gets its default. TypeError, ValueError."""
    hints = get_type_hints(Page)
    known = {name: _typed(hints[name], fact) for name, fact in facts.items() if name in hints}
    return Page(picture=picture, **known)


def _typed(hint: Any, fact: Any) -> Any:
    return hint(fact) if isinstance(hint, type) and issubclass(hint, Enum) else fact
