"""The chats in which reviewers score: whose they are, where they stand, and their turns, one transaction each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, func, literal, select

from storage.cases.attempts import person_of
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import SELECTION, chat_owner, key_column, key_for, vault_of
from storage.engine.secrets import Secrets
from storage.records import Identity, Json
from storage.schema.tables import reviewer_chat
from storage.selection.rounds import RoundChange, StoredRound, lock_round, read_round, write_round


@dataclass(frozen=True, slots=True)
class StoredChat:
    """Whose chat it is (a mail address), in which programme, by which invitation; where they stand, and whether what
    they write is for this desk."""

    programme: str
    reviewer: str
    invitation: int
    here: bool
    place: Json


ChatStep: TypeAlias = tuple[StoredChat | None, RoundChange | None]
"""The chat as it is to be kept, None as it is; and what is added to the round."""

DecideChat: TypeAlias = Callable[[StoredRound, StoredChat | None], ChatStep]
"""From the round, and this person's chat in it if there is one, to what is to be done."""


class ReviewerChats:
    """Reads and changes them. Unavailable."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    async def of(self, who: Identity) -> StoredChat | None:
        """The chat of a person; None for somebody who reviews in none."""
        person = await person_of(self._secrets, who)
        return await self._database.look(lambda connection: _chat(connection, person))

    async def opened(self, programme: str, reviewer: str, invitation: int) -> int:
        """How many chats the codes of an invitation have opened."""
        this = (reviewer_chat.c.programme == programme, reviewer_chat.c.reviewer == reviewer)
        query = select(func.count()).where(*this, reviewer_chat.c.invitation == invitation)
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def open(self, who: Identity, chat: StoredChat, opened: int, now: datetime) -> bool:
        """Keep that somebody reviews in this chat from now on. False where the invitation has by now opened more chats
        than `opened`: then the code is used."""
        person = await person_of(self._secrets, who)
        this = (reviewer_chat.c.programme == chat.programme, reviewer_chat.c.reviewer == chat.reviewer)
        others = (reviewer_chat.c.invitation == chat.invitation, reviewer_chat.c.person != person)

        def work(connection: Connection) -> bool:
            lock_round(self._database, connection, chat.programme, now)
            known = _chat(connection, person)
            own = known is not None and (known.programme, known.reviewer) == (chat.programme, chat.reviewer)
            query = select(func.count()).where(*this, *others)
            free = own or connection.execute(query).scalar_one() == opened
            if free:
                _keep(self._database, connection, person, chat, now)
            return free

        return await self._database.transact(work)

    async def turn(self, programme: str, who: Identity, decide: DecideChat, now: datetime) -> ChatStep:
        """Let `decide` look at a round and this person's chat while nobody else can change the round, and do what it
        says in one transaction."""
        person = await person_of(self._secrets, who)

        def work(connection: Connection) -> ChatStep:
            lock_round(self._database, connection, programme, now)
            step = chat, change = decide(read_round(connection, programme), _chat(connection, person))
            if change:
                write_round(self._database, connection, programme, change, now)
            if chat:
                _keep(self._database, connection, person, chat, now)
            return step

        return await self._database.transact(work)


def _chat(connection: Connection, person: str) -> StoredChat | None:
    columns = [reviewer_chat.c[name] for name in ("programme", "reviewer", "invitation", "here", "place")]
    key = key_column(chat_owner(reviewer_chat.c.programme))
    row = connection.execute(select(*columns, key).where(reviewer_chat.c.person == literal(person))).first()
    if row is None:
        return None
    place = json_text.load(vault_of(connection).unwrap(row.key).open(row.place))
    return StoredChat(row.programme, row.reviewer, row.invitation, row.here, place)


def _keep(database: Database, connection: Connection, person: str, chat: StoredChat, now: datetime) -> None:
    key = key_for(connection, f"{SELECTION}{chat.programme}")
    values = {
        "programme": chat.programme,
        "reviewer": chat.reviewer,
        "invitation": chat.invitation,
        "here": chat.here,
        "at": now,
        "place": key.seal(json_text.dump(chat.place)),
    }
    adding = database.insert(reviewer_chat).values(person=person, **values)
    connection.execute(adding.on_conflict_do_update(index_elements=["person"], set_=values))
