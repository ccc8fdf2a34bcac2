"""Finds in the source what the chat says: phrase keys, keys made up on the way, and topics that get a note."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from flows.definitions.words import Words

_SHAPE = re.compile(r"([a-z_]+)\.[a-z0-9_.*]*\*[a-z0-9_.*]*")
_KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
_SAYING = frozenset({"say", "words", "_words", "_plain"})
"""Functions that take keys of phrases: whatever key they are given must have words."""

_TELLING = (ast.Constant, ast.JoinedStr, ast.Call)


@dataclass(frozen=True)
class Spoken:
    """Each with the place it was first found at.

    `keys`: phrases said by name · `shapes`: keys with a gap, `reason.*` · `topics`: of `Asked` and `Refused`."""

    keys: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)


def spoken(sources: Mapping[str, str], languages: Iterable[Words]) -> Spoken:
    """What these Python sources (by place) say.

    A text that is the key of a phrase counts wherever it stands: keys are handed about before they are said.
    `context.button("done")` says `button.done`."""
    phrases = {key for words in languages for key in words.phrases}
    sections = {key.partition(".")[0] for key in phrases}
    found = Spoken()
    for place, source in sources.items():
        for node in _telling(source):
            at = f"{place}:{node.lineno}"
            match node:
                case ast.Constant(value=str(text)) if text in phrases:
                    found.keys.setdefault(text, at)
                case ast.JoinedStr() if (shape := _SHAPE.fullmatch(_shape(node))) and shape[1] in sections:
                    found.shapes.setdefault(shape[0], at)
                case ast.Call():
                    _call(node, at, found)
    return found


@cache
def _telling(source: str) -> tuple[ast.Constant | ast.JoinedStr | ast.Call, ...]:
    """The texts of a source that may be of the chat, and what is called in it: read once for all questionnaires."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, _TELLING))
    return tuple(node for node in found if not isinstance(node, ast.Constant) or isinstance(node.value, str))


def _shape(text: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in text.values)


def _call(call: ast.Call, at: str, found: Spoken) -> None:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            texts = [text for argument in call.args for text in _texts(argument)]
        case _:
            return
    if name in _SAYING:
        found.keys.update({text: at for text in texts if _KEY.fullmatch(text) and text not in found.keys})
    elif name == "button":
        found.keys.update({f"button.{text}": at for text in texts[:1] if f"button.{text}" not in found.keys})
    elif name in ("Asked", "Refused"):
        found.topics.update({text: at for text in texts if text not in found.topics})


def _texts(argument: ast.expr) -> Iterator[str]:
    """Texts an argument may be: `"a"`, or `"a" if … else "b"`."""
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (*_texts(argument.body), *_texts(argument.orelse))
