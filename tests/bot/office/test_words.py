"""The desk has a word for every stage, act and event there is, and no word for what there is not."""

from bot.office.rendering import words
from flows.cases.codec import stored_types
from flows.cases.decide import Act, RefusalReason
from flows.cases.stage import Awaits, Stage
from storage.cases.summaries import Chosen, Sort


def test_every_name_has_its_word() -> None:
    named = words()
    assert set(named["stage"]) == {one.value for one in Stage}
    assert set(named["awaits"]) == {one.value for one in Awaits}
    assert set(named["acts"]) == {one.value for one in Act} - {Act.RECALL.value}
    said_by_pages = {"moved", "moved_away", "answered", "answered_request", "ended_chat"}
    assert set(named["problem"]) == {one.value for one in RefusalReason} | said_by_pages
    assert set(named["sorts"]) == {one.value for one in Sort}
    assert set(named["chips"]) >= {one.value for one in Chosen}
    assert set(named["history"]) >= set(stored_types())
    assert set(named["acts_done"]) == set(stored_types()) - {"ActRecalled", "MessageLeft"}
