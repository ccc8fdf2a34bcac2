"""Two programmes, one after the other: what was begun under one stays under it, whatever began meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.base import Notification
from bot.config.catalogue import check_programmes
from bot.config.settings import BadSettings
from bot.documents.document_store import data_of
from flows.definitions.programme import Programme
from flows.interface.inbound import Text
from flows.interface.messages import plain_text
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.places.places import Places
from storage.places.statements import Quota
from storage.records import Stored
from tests.storage.make import session
from tests.support.lobby import ANSWERS, Visitor, replica
from tests.support.programmes import NOW, catalogue, programme
from tests.support.services.offers import offering

LATER = datetime(2025, 3, 3, 3, 0, tzinfo=UTC)


def next_year() -> Programme:
    """The year after, which opens before the first one has closed."""
    spoken = {
        language: {**words, "title": f"114 {words['title']}"} for language, words in programme().words.items()
    }
    return replace(
        programme(),
        year=114,
        opens=LATER - timedelta(days=30),
        closes=LATER + timedelta(days=90),
        reopened=(),
        notice_version="114-1",
        words=spoken,
    )


def this_year() -> Programme:
    """The shipped programme, kept open until the next one has begun."""
    return replace(programme(), closes=LATER + timedelta(days=30), reopened=())


class Clock:
    """The clock of one process and of the people who write to it."""

    def __init__(self) -> None:
        self.now = NOW


async def test_begun_under_one_and_submitted_after_the_next_began_it_is_a_case_of_the_first(
    database: Database, journal: Journal
) -> None:
    clock = Clock()
    visitor = Visitor(clock=lambda: clock.now)
    before = replica(database, journal, catalogue(this_year()), lambda: clock.now)
    for text in ("hi", "同意"):
        await visitor.send(before, Text(text))
    await visitor.act([before], ANSWERS, until="contact_title")
    clock.now = LATER
    known = catalogue(this_year(), next_year())
    after = replica(database, journal, known, lambda: clock.now)
    await visitor.send(after, Text(str(ANSWERS["contact_title"])))
    await visitor.send(after, Text("照原來的繼續填"))
    await visitor.act([after], ANSWERS, until="submit")
    await visitor.send(after, Text("確認送出"))
    assert visitor.at("receipt")
    application = await Applications(database).get("113-0001")
    assert application is not None
    assert application.programme == "diagnosis-113"
    assert application.record["consent"]["version"] == this_year().notice_version
    data = data_of(known.of_case(application.questionnaire, application.programme), application)
    assert data["programme"] == {"year": 113, "name": this_year().words["zh-TW"]["title"]}


async def test_a_draft_that_moves_on_is_a_case_of_the_later_year_by_its_own_notice(
    database: Database, journal: Journal
) -> None:
    clock = Clock()
    visitor = Visitor(clock=lambda: clock.now)
    before = replica(database, journal, catalogue(this_year()), lambda: clock.now)
    for text in ("hi", "同意"):
        await visitor.send(before, Text(text))
    await visitor.act([before], ANSWERS, until="contact_title")
    clock.now = LATER
    known = catalogue(this_year(), next_year())
    after = [replica(database, journal, known, lambda: clock.now) for _ in range(2)]
    await visitor.send(after[0], Text(str(ANSWERS["contact_title"])))
    for turns, text in zip((*after, after[0]), ("帶著答案移過去", "等一下", "同意"), strict=True):
        await visitor.send(turns, Text(text))
    await visitor.act([after[1]], ANSWERS, until="submit")
    await visitor.send(after[0], Text("確認送出"))
    application = await Applications(database).get("114-0001")
    assert application is not None
    assert application.programme == "diagnosis-114"
    assert application.record["consent"] == {
        **application.record["consent"], "version": "114-1", "at": LATER.isoformat()
    }  # fmt: skip
    assert application.answers["contact_title"] == ANSWERS["contact_title"]


async def test_who_moves_on_leaves_the_place_and_the_line_of_the_year_before(
    database: Database, journal: Journal
) -> None:
    this, following = replace(this_year(), places=1), replace(next_year(), places=1)
    clock = Clock()
    visitor = Visitor(clock=lambda: clock.now)
    turns = replica(database, journal, catalogue(this, following), lambda: clock.now)
    for text in ("hi", "同意"):
        await visitor.send(turns, Text(text))
    await visitor.act([turns], ANSWERS, until="submit")
    places = Places(database, Quota("diagnosis-113", 1))
    assert (await places.occupancy(clock.now)).taken == 1
    clock.now = LATER
    await visitor.send(turns, Text("hi"))
    await places.join((await stored(journal)).session, clock.now, clock.now)
    for text in ("帶著答案移過去", "同意"):
        await visitor.send(turns, Text(text))
    left = await places.occupancy(clock.now)
    assert (left.taken, left.waiting) == (0, 0)


async def stored(journal: Journal) -> Stored:
    """The only session."""
    found = await journal.newest()
    assert found is not None
    return found


async def test_a_company_that_applied_in_the_later_year_is_found_when_its_draft_moves_there(
    database: Database, journal: Journal
) -> None:
    clock = Clock()
    mei, lin = (Visitor(name, clock=lambda: clock.now) for name in ("mei", "lin"))
    turns = replica(database, journal, catalogue(this_year(), next_year()), lambda: clock.now)
    for text in ("hi", "同意"):
        await mei.send(turns, Text(text))
    await mei.act([turns], ANSWERS, until="contact_title")
    clock.now = LATER
    for text in ("hi", "同意"):
        await lin.send(turns, Text(text))
    await lin.act([turns], ANSWERS)
    assert await Applications(database).get("114-0001")
    for text in ("hi", "帶著答案移過去", "同意"):
        await mei.send(turns, Text(text))
    assert "已經有一份申請" in plain_text(mei.screen[-1])


async def test_whoever_comes_new_begins_under_the_latest_that_is_open(
    database: Database, journal: Journal
) -> None:
    turns = replica(database, journal, catalogue(this_year(), next_year()), lambda: LATER)
    visitor = Visitor(clock=lambda: LATER)
    for text in ("hi", "同意"):
        await visitor.send(turns, Text(text))
    stored = await journal.newest()
    assert stored is not None
    started = next(event for event in stored.events if event["is"] == "Started")
    assert started["programme"] == "diagnosis-114"


async def test_places_that_are_free_are_offered_in_every_programme_that_is_open(
    database: Database, tmp_path: Path
) -> None:
    both = (replace(this_year(), places=1), replace(next_year(), places=1))
    places = {each.id: Places(database, Quota(each.id, 1)) for each in both}
    for number, each in enumerate(places.values(), 1):
        await each.hold(session(number), NOW, LATER)
        await each.join(session(number + 2), NOW, LATER)

    async def tell(news: Notification) -> None:
        raise AssertionError(news)

    offers = offering(database, catalogue(*both), places, NOW, tell, tmp_path)
    await offers.move_up(NOW)
    assert await Jobs(database).lease("w", NOW, 60) is None, "nothing is free, and one is not open yet"
    after = LATER + timedelta(minutes=1)
    await offers.move_up(after)
    leased = [await Jobs(database).lease("w", after, 60) for _ in range(5)]
    assert {job.session for job in leased if job} == {session(3), session(4)}
    assert len([job for job in leased if job]) == 4, "a mail and a message to each"


def test_a_year_of_stored_cases_without_a_file_is_named() -> None:
    check_programmes(catalogue(this_year(), next_year()), ("diagnosis-113", "diagnosis-114"))
    with pytest.raises(BadSettings, match="cases of diagnosis-113 are stored"):
        check_programmes(catalogue(next_year()), ("diagnosis-113", "diagnosis-114"))
