"""What is remembered before consent folds to the same session, however long somebody talks without agreeing."""

from hypothesis import given
from hypothesis import strategies as st

from flows.events import answering as e
from flows.session.before_consent import MOST, remembered
from flows.session.evolve import Session, fold

EVENTS = st.one_of(
    st.builds(e.LanguageChosen, st.sampled_from(["zh-TW", "en"])),
    st.just(e.NoticeShown()),
    st.just(e.Declined()),
    st.builds(e.Asked, st.sampled_from(["help", "human", "again", "consent_first"])),
    st.builds(e.Refused, st.sampled_from(["closed", "not_yet"])),
)


@given(st.lists(EVENTS, max_size=150))
def test_it_is_bounded_and_means_the_same(events: list[e.Event]) -> None:
    empty, said = Session("113.1", "zh-TW"), [e.Started("113.1", "en"), *events]
    kept: tuple[e.Event, ...] = ()
    for event in said:
        kept = remembered((*kept, event))
    assert len(kept) <= MOST
    assert kept[0] == said[0]
    assert fold(empty, kept) == fold(empty, said)
    assert remembered(said) == kept
