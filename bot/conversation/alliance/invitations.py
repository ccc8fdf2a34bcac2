"""Codes that let a company into an alliance: made by chance, kept as a keyed hash, found again by whoever names one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.alliance.leader import LeaderFacts
from bot.conversation.follow_ups.base import Committed
from flows.answers.parsing.invitation_code import LENGTH, LETTERS
from flows.events.alliance import CodeGiven, ColleagueInvited, InvitationsAsked, SeatTaken
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from storage.alliances.alliances import Alliances
from storage.alliances.code_tries import CodeTries
from storage.engine.secrets import Secrets
from storage.records import Identity

PURPOSE = "invitation"

COLLEAGUE = "@"
"""Stands for the company's number in a code for a colleague: it lets in to the session that made it."""


@dataclass(frozen=True)
class InvitationMaker:
    """Makes codes for the companies a leader wants to invite. `choose`: an unguessable number below its argument;
    `chats`: what a link to our chat begins with, by channel, "" while that is not known."""

    secrets: Secrets
    choose: Callable[[int], int]
    chats: Mapping[str, Callable[[], str]]

    def wanted(self, turn: Committed) -> bool:
        """Whether some were asked for."""
        return any(isinstance(event, InvitationsAsked | ColleagueInvited) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound:
        """The codes, for the reply, and their hashes, for the database."""
        wanted = [
            ubn for event in turn.events if isinstance(event, InvitationsAsked) for ubn in event.companies
        ]
        colleague = any(isinstance(event, ColleagueInvited) for event in turn.events)
        wanted += [COLLEAGUE] * colleague
        codes = {ubn: "".join(LETTERS[self.choose(len(LETTERS))] for _ in range(LENGTH)) for ubn in wanted}
        hashes = {ubn: await hash_of(self.secrets, code) for ubn, code in codes.items()}
        chats = {name: begins for name, address in self.chats.items() if (begins := address())}
        made = {"codes": codes, "hashes": hashes, "chats": chats, "colleague": colleague}
        return turn.tells("codes", Discovered("codes", made))


@dataclass(frozen=True)
class InvitationLookup:
    """Finds what a code is for; after five wrong ones in an hour a person is told nothing for an hour."""

    alliances: Alliances
    tries: CodeTries
    secrets: Secrets
    leader: LeaderFacts
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether one was named, by somebody who may be asked things."""
        part = turn.session.alliance
        named = any(isinstance(event, CodeGiven) and event.code for event in turn.events)
        return bool(turn.session.consented and part.code and not part.seat) or (named and not part.seat)

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The turn that tells what it is for, or that it is none."""
        code, now = turn.session.alliance.code, self.now()
        if not code or not turn.session.consented:
            return None
        sender = turn.inbound.sender
        person = Identity(sender.channel, sender.account, sender.user)
        if await self.tries.silent(person, now):
            return turn.tells("invitation", Discovered("invitation", {"refused": "silent"}))
        code_hash = await hash_of(self.secrets, code)
        found = await self.alliances.invited(code_hash, now)
        if found and found.ubn == COLLEAGUE:
            told = await self.leader.colleague(found.alliance)
        else:
            told = await self.leader.of(found.alliance) if found else None
        if found is None or told is None:
            left = await self.tries.wrong(person, now)
            return turn.tells("invitation", Discovered("invitation", {"refused": "wrong", "left": left}))
        data = {"alliance": found.alliance, "ubn": found.ubn, "invitation": code_hash, **told}
        return turn.tells("invitation", Discovered("invitation", data))


@dataclass(frozen=True)
class SecondSeat:
    """Says at once that a company which takes a seat has one elsewhere; nobody is told where."""

    alliances: Alliances

    def wanted(self, turn: Committed) -> bool:
        """Whether a seat was just taken."""
        return any(isinstance(event, SeatTaken) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The turn that tells."""
        if not await self.alliances.elsewhere(turn.key):
            return None
        ubn = str(turn.session.values().get(turn.session.company_question, ""))
        return turn.tells("elsewhere", Discovered("elsewhere", {"ubn": ubn}))


async def hash_of(secrets: Secrets, code: str) -> str:
    """The keyed hash of a code: the letters are few, and nobody without the key can try them all."""
    return (await secrets.signed(PURPOSE, code)).hex()
