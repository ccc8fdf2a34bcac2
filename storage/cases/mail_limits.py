"""How many mails an address gets, and how many addresses a person may have written to: anybody may type an address."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select

from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.schema.tables import applicant_mail, identity, once

PER_ADDRESS = 3
"""Mails to one address in a day, whoever caused them."""

PER_PERSON = 3
"""Addresses that one person's applications may have mails sent to."""

DAY = timedelta(days=1)

KEPT = timedelta(days=366)
"""How long a mail counts for the person who caused it; a programme lasts a year."""


class Withheld(StrEnum):
    """Why a mail is not sent."""

    ADDRESS = "withheld: address"
    PERSON = "withheld: person"


class MailLimits:
    """Counts mails to applicants in every process alike. Person and address are kept as keyed hashes. Unavailable."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    async def withheld(
        self, mail: str, session: str, address: str, now: datetime, budget: str = "mail"
    ) -> Withheld | None:
        """Why this mail of a session may not be sent, else None: it counts from now on. `mail` names it: asked again,
        as before a retry, the answer for one that was counted is None and nothing is counted twice. What has a
        `budget` of its own takes nothing from the others."""
        to = (await self._secrets.signed(f"{budget} address", mailbox_of(address))).hex()
        person = (await self._secrets.signed(f"{budget} person", await self._person(session))).hex()
        row = {"mail": mail, "person": person, "address": to, "at": now}

        def work(connection: Connection) -> Withheld | None:  # one at a time, by the row they all write
            turnstile = self._database.insert(once).values(key="mail limits", at=now)
            connection.execute(turnstile.on_conflict_do_update(index_elements=["key"], set_={"at": now}))
            connection.execute(delete(applicant_mail).where(applicant_mail.c.at < now - KEPT))
            adding = self._database.insert(applicant_mail).values(row).on_conflict_do_nothing()
            if connection.execute(adding).rowcount == 0:
                return None
            why = _why(connection, person, to, now)
            if why:
                connection.execute(delete(applicant_mail).where(applicant_mail.c.mail == mail))
            return why

        return await self._database.transact(work)

    async def _person(self, session: str) -> str:
        """Who the session belongs to; itself when nobody is known."""
        query = select(identity.c.channel, identity.c.account, identity.c.user)
        async with self._database.read() as connection:
            row = (await connection.execute(query.where(identity.c.session == session))).first()
        return "\0".join(row) if row else session


def _why(connection: Connection, person: str, address: str, now: datetime) -> Withheld | None:
    """Judged with this mail among them."""
    today = select(func.count()).where(applicant_mail.c.address == address, applicant_mail.c.at > now - DAY)
    if connection.execute(today).scalar_one() > PER_ADDRESS:
        return Withheld.ADDRESS
    addresses = select(func.count(applicant_mail.c.address.distinct()))
    if connection.execute(addresses.where(applicant_mail.c.person == person)).scalar_one() > PER_PERSON:
        return Withheld.PERSON
    return None


def mailbox_of(address: str) -> str:
    """The mailbox behind an address, as far as it can be told: many ways to write one are no more mailboxes."""
    local, _, domain = address.casefold().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"
