"""What is remembered before consent folds to the same session, however long somebody talks without agreeing."""

from hypothesis import given
from hypothesis import strategies as st

from flows.events.consent import Declined, LanguageChosen, NoticeShown, Started
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.events.submitted.submission import Refused
from flows.session.before_consent import MOST, remembered
from flows.session.evolve import fold
from flows.session.state import Session

EVENTS = st.one_of(
    st.builds(LanguageChosen, st.sampled_from(["zh-TW", "en"])),
    st.just(NoticeShown()),
    st.just(Declined()),
    st.builds(Asked, st.sampled_from(["help", "human", "again", "consent_first"])),
    st.builds(Refused, st.sampled_from(["closed", "not_yet"])),
)


@given(st.lists(EVENTS, max_size=150))
def test_it_is_bounded_and_means_the_same(events: list[Event]) -> None:
    empty, said = Session("113.1", "zh-TW"), [Started("113.1", "en"), *events]
    kept: tuple[Event, ...] = ()
    for event in said:
        kept = remembered((*kept, event))
    assert len(kept) <= MOST
    assert kept[0] == said[0]
    assert fold(empty, kept) == fold(empty, said)
    assert remembered(said) == kept
