"""What makes a PDF do something, or bring another file along."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Stream

DOES = frozenset(
    (
        *("/A", "/AA", "/AF", "/Collection", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/Launch"),
        *("/OpenAction", "/RichMediaContent", "/URI", "/XFA"),
    )
)
ACTIVE = frozenset(("/Action", "/EmbeddedFile", "/Filespec"))
"""Entries that begin or are an action, and kinds of objects (ISO 32000-1, 12.6 and 7.11)."""


def acts(item: Object) -> bool:
    """Whether an object, or what it holds itself, does something or attaches a file."""
    return any(
        bool(DOES & set(one.keys())) or kind_of(one) in ACTIVE
        for one in _within(item)
        if isinstance(one, Dictionary | Stream)
    )


def kind_of(item: Object) -> str:
    """What an object says it is; nothing if it does not."""
    return str(item.get("/Type", "")) if isinstance(item, Dictionary | Stream) else ""


def _within(item: Object) -> Iterator[Object]:
    """An object and what it holds itself."""
    yield item
    if isinstance(item, Array):
        held = [one for one in item if isinstance(one, Object)]
    elif isinstance(item, Dictionary | Stream):
        held = [one for one in item.values() if isinstance(one, Object)]
    else:
        return
    for one in held:
        if not one.is_indirect:
            yield from _within(one)
