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
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.places.places import Places
from storage.places.statements import Quota
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
    await visitor.act([after], ANSWERS, until="submit")
    await visitor.send(after, Text("確認送出"))
    assert visitor.at("receipt")
    application = await Applications(database).get("113-0001")
    assert application is not None
    assert application.programme == "diagnosis-113"
    assert application.record["consent"]["version"] == this_year().notice_version
    data = data_of(known.of_case(application.questionnaire, application.programme), application)
    assert data["programme"] == {"year": 113, "name": this_year().words["zh-TW"]["title"]}


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
