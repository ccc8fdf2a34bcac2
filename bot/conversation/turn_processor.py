"""One inbound message: the one path every channel's messages take.

Lock the person, load the session, decide, commit, then reply. Before consent nothing is stored: what happened so
far is kept in memory and committed together with the consent.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.conversation.alliance.exchange import writes_elsewhere
from bot.conversation.alliance.parting import erase
from bot.conversation.alliance.turns import joins_anew, sent_in
from bot.conversation.case_status import CaseStatus
from bot.conversation.follow_ups.base import NO_FILES, Files, Follower
from bot.conversation.followers import Followers
from bot.conversation.handled_events import HandledEvents
from bot.conversation.handled_turn import HandledTurn
from bot.conversation.handover.ends import Ends, as_sent_by
from bot.conversation.handover.follow_up import followers_of
from bot.conversation.my_applications import MyApplications
from bot.conversation.platforms import Platforms
from bot.conversation.reply_composer import ReplyComposer
from bot.conversation.session_cache import CachedSession, SessionCache
from bot.conversation.turn_record import account, leave_work, recorded, refusal, with_files
from bot.conversation.turn_reply import ReplyParts, TurnReply
from flows.engine.decide import decide
from flows.events.applications import Resumed, Switched
from flows.events.company.replacement import ReplacementWaiting
from flows.events.conversation import Asked, Returned
from flows.events.erasure import Erased
from flows.events.event import Event, Events
from flows.interface.inbound import Inbound, Sender
from flows.interface.ports import PendingReply
from flows.scheme.definition import Catalogue
from flows.screens.prompts import Prompt
from flows.screens.view import view
from flows.session.check_code import check_code
from flows.session.evolve import fold
from flows.session.state import Session
from storage.erasure import Erasure
from storage.journal.outcomes import Appended, Duplicate, Stale
from storage.records import Identity, NewTurn

AWAY = timedelta(hours=12)
"""After so long the chat has scrolled out of mind: whoever writes again is shown where they stand."""

ATTEMPTS = 5
"""How often a turn is decided again when another replica moved the session on meanwhile."""

NO_PLATFORMS = Platforms()


class TurnProcessor:
    """Handles inbound messages. `now` is the clock; everything else is handed in by bot/app.py."""

    def __init__(
        self,
        catalogue: Catalogue,
        ends: Ends,
        erasure: Erasure,
        cases: CaseStatus,
        now: Callable[[], datetime],
        followers: Sequence[Follower] = (),
        platforms: Platforms = NO_PLATFORMS,
    ) -> None:
        self._catalogue = catalogue
        self._journal = journal = ends.journal
        self._erasure = erasure
        self._cases = cases
        self._now = now
        self.platforms = platforms
        self.choose: Callable[[int], int] = secrets.randbelow  # what check codes are made of
        self._people = SessionCache(self._prompt)
        self.knows = self._people.consented
        self._handled = HandledEvents(now)
        self._mine = MyApplications(journal, catalogue)
        self.ends = ends
        self._followed = Followers((*followers, *followers_of(ends, now)), journal, self._follow_up)
        self.composer = ReplyComposer(catalogue, self._mine, cases, ends, self._clock)
        more = (self._followed.wanted, self._followed.followed)
        self._parts = ReplyParts(*more, self.composer, journal.shown, ends.told)

    def _clock(self, channel: str = "") -> datetime:
        """Now; by the clock of a channel's platform, where one is named and known."""
        offset = self.platforms.offsets.get(channel)
        return self._now() - offset() if offset else self._now()

    def _prompt(self, session: Session) -> Prompt:
        """What a session shows."""
        return view(self._catalogue.of(session, self._now()), session)

    async def receive(self, inbound: Inbound) -> PendingReply:
        """Decide and commit; returns what to say. Raises storage.errors.Unavailable when nothing was stored."""
        async with self._people.locked(inbound.sender) as (person, ahead):
            if not person.loaded:
                await self._load(inbound.sender, person)
                if not person.session.started:
                    person.speaks(await self.language(inbound))
            away = person.last_at is not None and self._now() - person.last_at > AWAY
            inbound = replace(inbound, ahead=inbound.ahead or ahead, returning=away)
            known, strays = self._handled.knows(inbound), person.strays(inbound)
            events = None if known else (Returned(),) if strays else await self._turn(person, inbound)
            if joins_anew(inbound, events):  # with the same message: an invitation code begins what it is for
                events = await self._turn(person, replace(inbound, event_id=f"{inbound.event_id} joins"))
            if writes_elsewhere(events):
                await self._load(inbound.sender, person)
            turn = self._handled_turn(person, inbound, events)
            if events is None and not person.replying and not self.composer.has_replied(inbound):
                turn = await self._followed.caught_up(turn, account(inbound.sender))
            if person.lease:  # how long an end is let in is looked at each time
                person.outdated()
            person.reply_due()
            return TurnReply(self._parts, person, turn)

    async def set_aside(self, inbound: Inbound) -> None:
        """Have every process look anew, with their next message, which application this person writes about: an empty
        turn makes what others have in memory out of date."""
        sender = inbound.sender
        async with self._people.locked(sender) as (person, _):
            await self._load(sender, person)
            if person.seq and not person.lease:
                at, seq, event = self._now(), person.seq + 1, f"{inbound.event_id} claims"
                await self._journal.append(NewTurn(person.key, seq, account(sender), event, at, ()))
            person.outdated()

    def _handled_turn(self, person: CachedSession, inbound: Inbound, events: Events | None) -> HandledTurn:
        return HandledTurn(
            inbound, person.key, person.seq, self._now(), person.session, person.prompt, events,
            person.lease, person.holds,
        )  # fmt: skip

    async def language(self, inbound: Inbound) -> str:
        """The language the person's app is set to, where we speak it."""
        return await self.platforms.language(inbound, self._catalogue.current(self._now()).edition.words)

    async def _turn(
        self, person: CachedSession, inbound: Inbound, files: Files = NO_FILES
    ) -> tuple[Event, ...] | None:
        """The events committed for this message, with those files they need; None when it was handled before."""
        brought = inbound
        for _ in range(ATTEMPTS):
            now, key, lease = self._now(), person.key, person.lease
            inbound = as_sent_by(brought, lease)
            definition, timed = self._catalogue.of(person.session, now), person.timed(inbound)
            events = decide(definition, person.session, timed, now, person.prompt)
            if any(isinstance(event, Erased) for event in events):
                return await self._erase(person, inbound, events)
            if wanted := next((event for event in events if isinstance(event, Switched)), None):
                outcome = await self._mine.resume(person, inbound, wanted.number, now)
                if outcome is not None:
                    await self._load(inbound.sender, person)
                    return (Resumed(),) if isinstance(outcome, Appended) else None
                events = (Asked("no_such_application"),)
            after = fold(person.session, events)
            if not after.consented:
                person.remembered(after, events)
                self._handled.remember(inbound)
                return events
            record = self._record(person, inbound, events, after, now)
            outcome = await self._journal.append(with_files(record, person.session, events, after, files))
            match outcome:
                case Appended():
                    return self._appended(person, events, outcome, now)
                case Duplicate():
                    await self._load(inbound.sender, person)
                    return None
                case Stale():
                    await self._load(inbound.sender, person)
                    if person.lease != lease or key not in ("", person.key) or person.strays(inbound):
                        return (Returned(),)
                case _:
                    why = refusal(outcome, person.session, after)
                    return await self._refused(person, inbound, why, now)
        raise RuntimeError("the session kept moving")

    def _record(
        self, person: CachedSession, inbound: Inbound, events: Sequence[Event], after: Session, now: datetime
    ) -> NewTurn:
        decided = (inbound, events, after)
        return recorded(self._catalogue, partial(check_code, self.choose), person, decided, now)

    def _appended(
        self, person: CachedSession, events: tuple[Event, ...], outcome: Appended, now: datetime
    ) -> tuple[Event, ...]:
        if outcome.case_number:
            events = (*events, sent_in(self._catalogue.of(person.session, now), outcome.case_number, now))
        if outcome.waits:
            events = (*events, ReplacementWaiting(person.session.claim.case_number))
        if outcome.case_number or leave_work(events):
            self._cases.wake()
        person.committed(events, outcome.seq, now)
        return events

    async def _refused(
        self, person: CachedSession, inbound: Inbound, events: tuple[Event, ...], now: datetime
    ) -> tuple[Event, ...] | None:
        """The database did not allow the application: the turn is that the person was told why."""
        outcome = await self._journal.append(self._record(person, inbound, events, person.session, now))
        if isinstance(outcome, Appended):
            return self._appended(person, events, outcome, now)
        person.outdated()
        return None

    async def _erase(
        self, person: CachedSession, inbound: Inbound, events: tuple[Event, ...]
    ) -> tuple[Event, ...]:
        await erase(self._erasure, self._journal, person.key, inbound.sender, self._now())
        person.forgotten()
        self._people.forget(inbound.sender)
        self._handled.remember(inbound)
        await self._load(inbound.sender, person)  # what was submitted stays, and the reply must not deny it
        person.outdated()
        return events

    async def _load(self, sender: Sender, person: CachedSession) -> None:
        end, pending = await self.ends.of(sender, self._now())
        if end is not None:
            person.restored(end.stored, self._catalogue.knows, end.lease)
            return
        stored = await self._journal.load(Identity(sender.channel, sender.account, sender.user))
        if stored is not None:
            person.restored(stored, self._catalogue.knows)
        elif person.seq:
            person.forgotten()  # and looked for again with the next message: another process may store it by then
        if pending:
            person.outdated()

    async def _follow_up(self, found: Inbound, files: Files) -> HandledTurn:
        """A turn that tells what was found out after another, with those files that it brings."""
        async with self._people.locked(found.sender) as (person, _):
            if not person.loaded:
                await self._load(found.sender, person)
            events = await self._turn(person, found, files) if person.session.consented else None
            return self._handled_turn(person, found, events)
