"""A company has one live seat in a programme, whoever comes first; a code is good once."""

import asyncio
from datetime import timedelta
from typing import Any

from storage.alliances.alliances import Alliances
from storage.alliances.code_tries import CodeTries
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Outcome, Stale
from storage.records import SeatState
from tests.storage.make import MEI, NOW, session, turn

UBN = "00001004"


def seat(alliance: int, ubn: str = UBN, **more: Any) -> SeatState:
    """A seat in the alliance led by that session."""
    told: dict[str, Any] = {
        "company": "晴嶼生技",
        "done": 3,
        "total": 31,
        "page": 1,
        "confirmed": False,
        "changed": False,
    }
    return SeatState(session(alliance), "alliance-113", ubn=ubn, figures={}, form={}, **(told | more))


async def taken(journal: Journal, number: int, alliance: int) -> Outcome:
    """Take the seat; whoever loses a race decides again, as the service does."""
    outcome = await journal.append(turn(number, seat=seat(alliance)))
    return await journal.append(turn(number, seat=seat(alliance))) if isinstance(outcome, Stale) else outcome


async def test_of_two_alliances_at_once_one_has_the_company(database: Database, journal: Journal) -> None:
    other = Journal(database)
    outcomes = await asyncio.gather(taken(journal, 11, 1), taken(other, 12, 2))
    assert all(isinstance(each, Appended) for each in outcomes)
    found = [each for alliance in (1, 2) for each in await Alliances(database).seats(session(alliance))]
    assert sorted(each.live for each in found) == [False, True]
    await other.close()


async def test_a_company_that_leaves_is_free_for_the_other_alliance(
    database: Database, journal: Journal
) -> None:
    await taken(journal, 11, 1)
    await taken(journal, 12, 2)
    await journal.append(turn(11, 2, seat=seat(0, ubn="", gone=True)))
    await journal.append(turn(12, 2, seat=seat(2)))
    assert await Alliances(database).seats(session(1)) == ()
    assert [each.live for each in await Alliances(database).seats(session(2))] == [True]


async def test_who_is_taken_out_is_told_and_does_not_come_back(database: Database, journal: Journal) -> None:
    await taken(journal, 11, 1)
    told = [{"is": "SeatLeft"}]
    await journal.append(turn(1, unseats=(session(11),), unseated=told))
    stored = await journal.load_session(session(11))
    assert stored
    assert stored.events[-1] == told[0]
    await journal.append(turn(11, 3, seat=seat(1)))
    assert await Alliances(database).seats(session(1)) == ()


async def test_who_waits_to_be_let_in_claims_no_company(database: Database, journal: Journal) -> None:
    alliances, told = Alliances(database), [{"is": "Admitted"}]
    await journal.append(turn(11, seat=seat(1, admitted=False)))
    await taken(journal, 12, 2)
    [waits] = await alliances.seats(session(1))
    assert (waits.admitted, waits.live) == (False, False)
    assert [each.live for each in await alliances.seats(session(2))] == [True]
    assert await alliances.elsewhere(session(11))
    await journal.append(turn(12, 2, seat=seat(0, ubn="", gone=True)))
    await journal.append(
        turn(2, admits=(session(11),), admitted=told)
    )  # of another alliance: nothing happens
    await journal.append(turn(1, admits=(session(11),), admitted=told))
    [let_in] = await alliances.seats(session(1))
    assert (let_in.admitted, let_in.live) == (True, True)
    stored = await journal.load_session(session(11))
    assert stored
    assert [event for event in stored.events if event == told[0]] == told


async def test_a_withdrawn_proposal_frees_its_companies_until_it_is_sent_again(
    database: Database, journal: Journal
) -> None:
    alliances = Alliances(database)
    await taken(journal, 11, 1)
    await taken(journal, 13, 1)
    await journal.append(turn(1, frees=True))
    assert [each.live for each in await alliances.seats(session(1))] == [True, True]  # nobody else has them
    await taken(journal, 12, 2)
    await journal.append(turn(11, 2, seat=seat(1)))  # a word of its people does not take the company back
    assert [each.live for each in await alliances.seats(session(2))] == [True]
    assert [each.live for each in await alliances.seats(session(1))] == [False, False]


async def test_a_company_whose_person_is_erased_leaves_the_alliance_readable_without_it(
    database: Database, journal: Journal
) -> None:
    alliances = Alliances(database)
    await taken(journal, 11, 1)
    await journal.append(turn(13, seat=seat(1, "00001009")))
    await Erasure(database).erase_session(session(13), NOW)
    assert [each.ubn for each in await alliances.seats(session(1))] == [UBN]
    await journal.append(turn(12, seat=seat(2, "00001009")))
    assert [each.live for each in await alliances.seats(session(2))] == [True]


async def test_a_code_is_good_once_and_until_its_day(database: Database, journal: Journal) -> None:
    alliances, until = Alliances(database), NOW + timedelta(days=14)
    await journal.append(turn(1, invitations={"hash": UBN, "open": ""}, invited_until=until))
    found = await alliances.invited("hash", NOW)
    assert found
    assert (found.alliance, found.ubn) == (session(1), UBN)
    assert await alliances.invited("hash", until) is None
    await journal.append(turn(11, seat=seat(1, invitation="hash")))
    assert await alliances.invited("hash", NOW) is None
    await journal.append(turn(1, 2, invitations={"newer": UBN}, invited_until=until))
    await journal.append(turn(1, 3, invitations={"newest": UBN}, invited_until=until))
    assert await alliances.invited("newer", NOW) is None


async def test_after_five_wrong_codes_there_is_silence_for_an_hour(database: Database) -> None:
    tries = CodeTries(database, Secrets(database, "key"))
    assert [await tries.wrong(MEI, NOW) for _ in range(5)] == [4, 3, 2, 1, 0]
    assert await tries.silent(MEI, NOW + timedelta(minutes=59))
    assert not await tries.silent(MEI, NOW + timedelta(minutes=61))
