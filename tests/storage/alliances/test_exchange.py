"""Leader and member take each other's place, on both databases: people, seats and claims change, and nothing where the
rules say no."""

from dataclasses import replace
from typing import Any

from storage.alliances.alliances import Alliances
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Stale
from storage.records import Exchange, Exchanging, Identity, Json, NewJob, SeatState
from tests.storage.make import MEI, NOW, session, turn

WANG = Identity("telegram", "bot", "wang")
FIRST, SECOND = "00001004", "00001009"


def seat(ubn: str) -> SeatState:
    """A seat in the alliance of session 1."""
    told: dict[str, Any] = {"done": 3, "total": 31, "page": 1, "confirmed": True, "changed": False}
    return SeatState(session(1), "alliance-113", ubn=ubn, company=ubn, figures={}, form={}, **told)


def exchanging(leader: list[Json], member: list[Json]) -> Exchanging:
    """What the scheme would say; the events of each are blanked."""
    assert [event["type"] for event in (*leader, *member)]
    return Exchanging(
        to_leader=[{"is": "now second"}],
        to_member=[{"is": "now first"}],
        keep_of_leader=lambda events: [{"is": "gone"} for _ in events],
        keep_of_member=lambda events: [{"is": "gone"} for _ in events],
        leader=seat(SECOND),
        member=seat(FIRST),
        told=[{"is": "another leads"}],
        jobs=lambda key: (NewJob("alliance_news", {"session": key}, NOW),),
        drops=("registration",),
    )


async def begun(database: Database, journal: Journal) -> None:
    """A leader (1), a member (2) and another (3)."""
    await journal.append(turn(1, identity=MEI, seat=seat(FIRST)))
    await journal.append(turn(2, identity=WANG, seat=seat(SECOND)))
    await journal.append(turn(3, seat=seat("00001010")))
    await Alliances(database).keep_file(session(1), "registration", "a.pdf", "application/pdf", b"%PDF-", NOW)


async def test_each_has_the_other_session_and_seat(database: Database, journal: Journal) -> None:
    await begun(database, journal)
    asked = Exchange(session(1), lambda leader, member: exchanging(list(leader), list(member)))
    assert isinstance(await journal.append(turn(2, 2, exchange=asked)), Appended)
    seats = {each.ubn: each for each in await Alliances(database).seats(session(1))}
    assert {ubn: each.session for ubn, each in seats.items()} == {
        SECOND: session(1), FIRST: session(2), "00001010": session(3),
    }  # fmt: skip
    assert all(each.live for each in seats.values())
    for who, key, last in ((WANG, session(1), "now second"), (MEI, session(2), "now first")):
        stored = await journal.load(who)
        assert stored
        assert stored.session == key
        assert [event["is"] for event in stored.events if "is" in event] == ["gone"] * (stored.seq - 1) + [
            last
        ]
    other = await journal.load_session(session(3))
    assert other
    assert other.events[-1] == {"is": "another leads"}
    assert isinstance(await journal.append(turn(1, 2)), Stale)  # who still has the desk in memory looks again


async def test_what_the_rules_refuse_changes_nothing(database: Database, journal: Journal) -> None:
    await begun(database, journal)
    asked = Exchange(session(1), lambda leader, member: None)
    assert isinstance(await journal.append(replace(turn(2, 2), exchange=asked)), Appended)
    stored = await journal.load(MEI)
    assert stored
    assert (stored.session, stored.seq) == (session(1), 1)
