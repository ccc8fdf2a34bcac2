"""What was given so far: an answer or part of one, and which messages carried it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from flows.answers.base import Texts, Value


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, with the words beside free-text options and the message that carried it.

    `messages` says which carried which part, where several did: see `Drafted`.
    `source` is `register` when a public register gave it, on the day `as_of` (ISO). `author` is the colleague who
    proposed it, where one did. `by` and `at` say who of several people gave it, and when (ISO)."""

    value: Value
    texts: Texts = field(default_factory=dict)
    message: str = ""
    source: str = ""
    as_of: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Part of an answer; `awaiting` names the free-text option whose words come next."""

    value: Value
    texts: Texts = field(default_factory=dict)
    awaiting: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)


def came_from(given: Answer | Draft | None, message: str) -> bool:
    """Whether this message carried what was given, or part of it."""
    if given is None or not message:
        return False
    return message in given.messages.values() or (isinstance(given, Answer) and given.message == message)


def parts(given: Answer | Draft, message: str) -> tuple[str, ...]:
    """The parts this message carried; empty when it carried the whole."""
    return tuple(part for part, carrier in given.messages.items() if carrier == message and part)


def without(messages: Mapping[str, str], gone: Iterable[str]) -> dict[str, str]:
    """Who carried what, once these parts are gone."""
    return {part: carrier for part, carrier in messages.items() if part not in set(gone)}


T = TypeVar("T")


def put(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    """The mapping with this value under this key."""
    return {**mapping, key: value}


def minus(mapping: Mapping[str, T], key: str) -> Mapping[str, T]:
    """The mapping without this key."""
    return {name: value for name, value in mapping.items() if name != key} if key in mapping else mapping


def with_entry(mapping: Mapping[str, T], key: str, value: T | None) -> Mapping[str, T]:
    """The mapping with this value under this key; without the key where there is none."""
    return minus(mapping, key) if value is None else put(mapping, key, value)
