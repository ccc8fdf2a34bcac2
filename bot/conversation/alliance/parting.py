"""Somebody erases what is theirs: what others fill in too stays the company's, without their name."""

from dataclasses import replace
from datetime import datetime

from flows.events.alliance import PersonLeft
from flows.events.codec import to_json
from flows.interface.inbound import Sender
from flows.session.redaction import without_person
from storage.erasure import BY_PERSON, Erasure
from storage.journal.journal import Journal
from storage.journal.people import Leaving
from storage.records import Identity

LEAVING = Leaving(lambda number: [to_json(PersonLeft(number))], without_person)


async def erase(erasure: Erasure, journal: Journal, session: str, sender: Sender, now: datetime) -> None:
    """Erase this person, if there is anything of theirs. Raises storage.errors.Unavailable."""
    if not session:
        return
    who = Identity(sender.channel, sender.account, sender.user)
    mine = await journal.part_with(session, who, LEAVING, now)
    if mine is None:
        await erasure.erase_session(session, now, reason=BY_PERSON)
        return
    for each in mine:
        await erasure.erase_session(each, now, reason=replace(BY_PERSON, alone=True))
