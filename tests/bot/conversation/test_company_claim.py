"""Several people of one company, as they meet it: joining an application, replacing it, and being replaced."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.conversation.submission import ENDED
from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Media, Text, Upload
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.journal import Journal
from tests.bot.conversation.test_places import ANSWERS, UBNS, Clock, come, told
from tests.support.colleagues import CASE, agreed, application, asked, filled_in, press, second_of
from tests.support.lobby import CODE, replica, rows
from tests.support.programmes import NOW, programme

PERSONAL = [
    str(ANSWERS[question])
    for question in ("contact_name", "contact_phone", "contact_email", "signatory_name")
]


@pytest.fixture
def clock() -> Clock:
    """Where it is eleven in the morning."""
    return Clock()


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    """Its journal."""
    journal = Journal(database)
    yield journal
    await journal.close()


@pytest.fixture
def turns(database: Database, journal: Journal, clock: Clock) -> TurnProcessor:
    """One process."""
    return replica(database, journal, clock=clock)


async def test_with_the_case_number_one_joins_and_sees_nothing_personal(
    database: Database, turns: TurnProcessor
) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await second_of(turns)
    seen = told(second)
    assert "核對無誤：案件 113-0001" in seen
    await press(second, turns, "加入這份申請")
    seen += told(second)
    await second.send(turns, Text("進度"))
    seen += told(second)
    assert "案件 113-0001 的進度" in seen
    assert "簽章申請書 還沒收到" in seen
    assert "您的信箱" not in seen
    assert not [each for each in PERSONAL if each in seen]
    assert all(message.attachment is None for message in second.screen)
    assert (await rows(database))["application"] == 1
    assert (await rows(database))["participant"] == 1


async def test_a_signed_copy_of_what_was_replaced_is_not_taken(turns: TurnProcessor) -> None:
    first = await come(turns, "first", UBNS[0], "receipt")
    await asked(turns)
    await agreed(turns, first)
    await first.send(turns, Upload(Media.PHOTO, "photo-1"))
    assert "這份申請已被取代，不需要再回傳" in told(first)
    await first.send(turns, Text("你好"))
    assert "案件 113-0001 已被取代" in told(first)


async def test_who_has_joined_is_told_too(database: Database, turns: TurnProcessor) -> None:
    first = await come(turns, "first", UBNS[0], "receipt")
    joined = await second_of(turns, "joined")
    await press(joined, turns, "加入這份申請")
    await asked(turns)
    await joined.send(turns, Text("進度"))
    assert "有人想取代這份申請" in told(joined)
    assert "同意取代" not in [button.label for button in joined.screen[-1].buttons], (
        "it is not theirs to give up"
    )
    await joined.send(turns, Text("同意"))
    assert (await application(database, CASE)).superseded_by is None
    await agreed(turns, first)
    await joined.send(turns, Text("進度"))
    assert "案件 113-0001 已被取代" in told(joined)


async def test_two_who_fill_in_at_once_learn_of_each_other_when_submitting(
    database: Database, turns: TurnProcessor
) -> None:
    first = await come(turns, "first", UBNS[0], "submit")
    second = await come(turns, "second", UBNS[0], "submit")
    await first.send(turns, Text("確認送出"))
    await second.send(turns, Text("確認送出"))
    assert "貴公司已經有人送出申請了" in told(second)
    assert "我知道案件編號" in [button.label for button in second.screen[-1].buttons]
    await second.send(turns, Text(f"{CASE}-{CODE}"))
    await press(second, turns, "加入這份申請")
    assert "您已加入貴公司的申請" in told(second)
    assert (await rows(database))["application"] == 1


async def test_the_place_of_the_earlier_one_is_kept(database: Database, journal: Journal) -> None:
    turns = replica(database, journal, replace(programme(), places=1))
    await come(turns, "first", UBNS[0], "receipt")
    second = await second_of(turns)
    await filled_in(turns, second)
    assert "沒有空的名額" not in told(second)
    await second.send(turns, Text("確認送出"))
    assert second.at("receipt")
    third = await come(turns, "third", UBNS[1], "submit")
    assert "目前名額已滿" in told(third)


async def test_what_was_joined_is_erased_and_one_goes_on_alone(
    database: Database, turns: TurnProcessor
) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await second_of(turns)
    await press(second, turns, "加入這份申請")
    await Erasure(database, ENDED).erase_case(CASE, NOW)
    await second.send(turns, Text("進度"))
    assert "先前那一份申請已經不在了" in told(second)
    assert second.at("company_name")


async def test_what_is_to_be_joined_was_replaced_a_moment_ago(turns: TurnProcessor) -> None:
    first = await come(turns, "first", UBNS[0], "receipt")
    late = await second_of(turns, "late")
    await asked(turns)
    await agreed(turns, first)
    await press(late, turns, "加入這份申請")
    assert "還沒有加入：那份申請剛剛被取代或刪除了" in told(late)
    assert "這家企業本年度已經有一份申請" in told(late), "there is one, but not the one they knew"
    assert "核對無誤" not in told(late)


async def test_another_number_of_a_company_begins_anew(turns: TurnProcessor) -> None:
    await come(turns, "first", UBNS[0], "receipt")
    second = await second_of(turns)
    await press(second, turns, "由我重新申請")
    assert second.at("company_name")
    await second.send(turns, Text("修改 1"))
    await second.send(turns, Text(UBNS[1]))
    await second.act([turns], ANSWERS, "submit")
    assert "取代 案件" not in told(second)
