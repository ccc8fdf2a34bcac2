"""A round as it is stored: one after another, sealed with the keys of its cases, gone with them; both databases."""

import asyncio

import pytest

from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.errors import Clash, UnknownCase
from storage.journal.journal import Journal
from storage.records import CaseChange, Identity, NewJob, StoredCaseEvent
from storage.selection.chats import ReviewerChats, StoredChat
from storage.selection.rounds import NewRoundEvent, RoundChange, Rounds, StoredRound
from tests.storage.make import NOW, submit

PROGRAMME = "diagnosis-113"
LIN = "lin@office.example"


async def test_who_acts_second_sees_what_the_first_did(database: Database) -> None:
    rounds = Rounds(database)

    def once(seen: StoredRound) -> RoundChange | None:
        return None if seen.events else RoundChange(LIN, [NewRoundEvent({"is": "ScoringOpened"})])

    done = await asyncio.gather(*(rounds.change(PROGRAMME, once, NOW) for _ in range(4)))
    assert sum(one is not None for one in done) == 1
    found = await rounds.of(PROGRAMME)
    assert [(one.number, one.who, one.event) for one in found.events] == [(1, LIN, {"is": "ScoringOpened"})]
    assert (await rounds.of("alliance-114")).events == ()


async def test_a_code_opens_one_chat_of_two_at_once_and_goes_with_the_round(database: Database) -> None:
    chats, chat = ReviewerChats(database, Secrets(database)), StoredChat(PROGRAMME, LIN, 1, True, {"page": 1})
    people = [Identity("line", "bot", "U1"), Identity("telegram", "bot", "U2")]
    opened = await asyncio.gather(*(chats.open(who, chat, 0, NOW) for who in people))
    assert sorted(opened) == [False, True]
    first = people[opened.index(True)]
    assert await chats.open(first, chat, 0, NOW), "the same person may name it again"
    assert (await chats.of(first), await chats.opened(PROGRAMME, LIN, 1)) == (chat, 1)
    await Rounds(database).erase(PROGRAMME)
    assert await chats.of(first) is None


async def test_what_was_done_about_a_case_goes_with_it(database: Database, journal: Journal) -> None:
    case, other = await submit(journal), await submit(journal, 2)
    rounds, about = Rounds(database), {"is": "Recused"}
    news = [NewRoundEvent({"is": "CasesEntered"}), NewRoundEvent(about, case), NewRoundEvent(about, other)]
    await rounds.change(PROGRAMME, lambda seen: RoundChange(LIN, news), NOW)
    await Erasure(database).erase_case(case, NOW)
    found = await rounds.of(PROGRAMME)
    assert [one.case_number for one in found.events] == [None, other]
    assert (found.erased, found.withdrawn) == (frozenset({case}), frozenset())
    await CaseEvents(database).write(other, CaseChange([], (), released=True), NOW)
    assert (await rounds.of(PROGRAMME)).withdrawn == frozenset({other})
    await rounds.change(PROGRAMME, lambda seen: RoundChange(LIN, news[:1]), NOW)
    assert [one.number for one in (await rounds.of(PROGRAMME)).events] == [1, 3, 4], (
        "numbers are not used again"
    )
    assert await rounds.erase(PROGRAMME) == 3
    assert (await rounds.of(PROGRAMME)).events == ()


async def test_round_and_cases_change_together_or_not_at_all(database: Database, journal: Journal) -> None:
    cases = [await submit(journal), await submit(journal, 2)]
    rounds, events = Rounds(database), CaseEvents(database)

    def published(number: int) -> RoundChange:
        told = [StoredCaseEvent(number, NOW, LIN, {"is": "ReviewPassed"})]
        jobs = [NewJob("case_mail", {"number": 1}, NOW)]
        return RoundChange(
            LIN,
            [NewRoundEvent({"is": "ResultPublished"})],
            cases={case: CaseChange(told, jobs) for case in cases},
        )

    def next_number(seen: StoredRound) -> RoundChange:
        return published(len(seen.cases[cases[1]]) + 1)

    assert await rounds.change(PROGRAMME, next_number, NOW, cases)
    with pytest.raises(Clash):
        await rounds.change(PROGRAMME, lambda seen: published(1), NOW, cases)
    with pytest.raises(UnknownCase):
        await rounds.change(PROGRAMME, next_number, NOW, [*cases, "113-9999"])
    assert [len(await events.of(case)) for case in cases] == [1, 1]
    assert len((await rounds.of(PROGRAMME)).events) == 1
