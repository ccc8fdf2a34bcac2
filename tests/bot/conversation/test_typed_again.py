"""A message taken back refuses nobody's next answer, and what became of it is told with the next reply."""

import pytest

from flows.interface.inbound import Text
from tests.support.lobby import Visitor, answers_of, come
from tests.support.town import Town, unsent


async def test_an_answer_taken_back_is_given_anew(town: Town) -> None:
    """LINE lets nobody answer the taking back: the next text is the answer, and what happened is told with it."""
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    await visitor.send(turns, Text("王大明"))
    await unsent(turns, visitor)
    await visitor.send(turns, Text("王小明"))
    assert (await answers_of(town.database))["contact_name"] == "王小明"
    told = [note.text for message in visitor.screen for note in message.notes]
    assert any("收回了第" in note for note in told)
    assert any("王小明" in note for note in told)
    assert not any("王大明" in note or "還沒有當作答案" in note for note in told)
    await visitor.send(turns, Text("經理"))
    assert not any("收回" in note.text for message in visitor.screen for note in message.notes), "told once"


@pytest.mark.parametrize("restarted", [False, True])
async def test_taking_back_what_gave_no_answer_changes_nothing(town: Town, *, restarted: bool) -> None:
    """A refused answer, or a sticker."""
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "employee_count")
    await visitor.send(turns, Text("很多"))
    await unsent(turns, visitor)
    if restarted:
        await town.settle()
        turns = town.process()
    await visitor.send(turns, Text("35"))
    assert (await answers_of(town.database))["employee_count"] == 35
    assert any("收回" in note.text for message in visitor.screen for note in message.notes)


async def test_an_older_answer_taken_back_makes_the_next_text_a_question_not_a_guess(town: Town) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "contact_name")
    await visitor.send(turns, Text("王大明"))
    name = visitor.last
    await visitor.send(turns, Text("經理"))
    assert name
    await unsent(turns, visitor, name.message)
    await visitor.send(turns, Text("王小明"))
    assert "contact_name" not in await answers_of(town.database)
    assert "「王小明」還沒有當作答案" in visitor.screen[-1].body
    await visitor.send(turns, Text("是"))
    assert (await answers_of(town.database))["contact_name"] == "王小明"


async def test_taken_back_after_submitting_is_told_with_the_next_reply(town: Town) -> None:
    visitor, turns = Visitor(), town.process()
    await come(visitor, turns, "receipt")
    await unsent(turns, visitor, "message mei-3")
    await town.settle()
    await visitor.send(town.process(), Text("進度"))
    assert any("內容無法從這裡收回" in note.text for message in visitor.screen for note in message.notes)
