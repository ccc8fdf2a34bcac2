"""Events survive the journal: every type, with anything in it, comes back from JSON as it went in."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events.answering import Answered
from flows.events.codec import from_json, to_json
from flows.events.event import Event
from flows.events.unstored import UNSTORED

KINDS: tuple[type[Event], ...] = Event.__args__
NAMES = {kind: {part.name for part in fields(kind)} for kind in KINDS}

words = st.text(max_size=10)
values = st.recursive(
    words | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
BY_FIELD = {
    "value": values,
    "candidates": st.lists(values, max_size=3),
    "texts": st.dictionaries(words, words, max_size=3),
    "facts": st.dictionaries(words, words, max_size=3),
    "reasons": st.lists(words, max_size=3),
    "findings": st.lists(words, max_size=3),
    "changed": st.booleans(),
    "erasing": st.booleans(),
    "tries": st.integers(1, 99),
    "page": st.integers(1, 3),
}
"""What stands in which field; any other holds words."""


def events(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Events of that kind."""
    return st.builds(kind, **{name: BY_FIELD.get(name, words) for name in NAMES[kind]})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_an_event_comes_back_from_json(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(events(kind))
    kept = replace(event, **UNSTORED.get(kind, {}))
    assert from_json(json.loads(json.dumps(to_json(event)))) == kept


def test_fields_added_later_get_their_defaults_and_removed_ones_are_ignored() -> None:
    stored = {"is": "Answered", "question": "ubn", "value": "12345675", "colour": "red"}
    assert from_json(stored) == Answered("ubn", "12345675")


def test_an_event_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        from_json({"is": "Danced"})
