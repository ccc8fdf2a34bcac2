"""An answer's value as what it stands for: the options it names, a number, the form it has in the journal."""

from collections.abc import Mapping, Sequence

from flows.answers.base import Value


def plain(value: Value) -> Value:
    """A value in the very form it has after a round trip through the journal: lists and dicts."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value]


def choices(value: Value | None) -> tuple[str, ...]:
    """The option ids a choice answer names: one, several in order, or none."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(str(part) for part in value)
    return ()


def amount(value: Value | None) -> int | float | None:
    """A number or amount answer as a number; None when there is none."""
    return value if isinstance(value, int | float) else None
