"""What may stop people before they submit, found out after a turn's commit: no place is left, or their company has
applied already. Both are courtesies: when the application is submitted the database decides again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.cases.occasion_jobs import letter
from bot.conversation.follow_ups.base import Committed
from flows.definitions.programme import Programme
from flows.events.answering import Answered
from flows.events.company.company_claim import CaseNamed
from flows.events.upgrade import Upgraded
from flows.interface.inbound import Inbound, Sender, Text
from flows.interface.known import AppliedKnown, CaseKnown, PlaceKnown
from flows.interface.notifications import About
from flows.rules.attempt_limits import FREE_TRIES, LOOK_AGAIN, LOOKS, pause_after
from flows.scheme.definition import Catalogue
from flows.screens.prompts import Applied, Full, ReadyToSubmit
from flows.session.check_code import named_in
from flows.session.places import place_events
from flows.session.state import Session
from storage.cases.applications import Applications
from storage.cases.attempts import CODE, FORGOTTEN, LOOK
from storage.cases.company.company_claims import Claims, Named, Pace
from storage.cases.company.inquiries import Bucket, Inquiries, Question
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.errors import Unavailable
from storage.places.places import Places
from storage.records import Identity

PACE = Pace(FREE_TRIES, pause_after)
"""How wrong check codes slow a person down."""

BUCKET = Bucket(LOOKS, LOOK_AGAIN)
"""How often a person is told whether companies have applied."""

TRIES_KEPT = {CODE: FORGOTTEN, LOOK: BUCKET.kept}
"""How long each kind of try holds anything against a person."""

HOLD = timedelta(minutes=30)
"""How long a place is held for somebody who has come to the summary."""


FORGET_EVERY = timedelta(minutes=10)
"""How often tries are looked through for such as hold nothing any more."""


class Forgets(Protocol):
    """Keeps something for a time."""

    async def forget(self, now: datetime) -> int:
        """Delete what that time is over for; how much it was."""
        ...


@dataclass
class Expired:
    """Keeps tries no longer than they hold something against the person, and offers of an application no longer than
    somebody may come by them."""

    kept: Sequence[Forgets]
    _next: datetime | None = field(default=None, init=False)

    async def look(self, now: datetime) -> None:
        """Delete what is over, now and then; several workers may."""
        if self._next and now < self._next:
            return
        self._next = now + FORGET_EVERY
        for each in self.kept:
            await each.forget(now)


@dataclass(frozen=True)
class _InProgramme:
    """What both look at: the programme the session was begun under."""

    catalogue: Catalogue
    now: Callable[[], datetime]

    def programme(self, session: Session) -> Programme:
        """What the session was begun under."""
        return self.catalogue.of(session, self.now()).programme


@dataclass(frozen=True)
class PlaceReservation(_InProgramme):
    """Holds a place for whoever comes to the summary; looks again whenever somebody without one writes."""

    places: Mapping[str, Places]
    """Of the programmes that have a limit, by id."""

    def wanted(self, turn: Committed) -> bool:
        """Whether the person has come to the summary, every page reviewed. Who replaces an application gets its place;
        about that of a company that no register knows staff decide."""
        if turn.session.claim.replacing or turn.session.unproved:
            return False
        if self.programme(turn.session).id not in self.places:
            return False
        return bool(turn.session.reviewed) and isinstance(turn.prompt, ReadyToSubmit | Full)

    async def none_left(self, programme: str) -> bool:
        """Whether every place of a programme, by id, is taken or held; no while that cannot be known."""
        limited = self.places.get(programme)
        try:
            return limited is not None and (await limited.occupancy(self.now())).taken >= limited.quota.places
        except Unavailable:
            return False

    async def __call__(self, turn: Committed) -> Inbound | None:
        """Where the session stands, when that is news."""
        now, place = self.now(), turn.session.place
        places = self.places[self.programme(turn.session).id]
        stand = places.join if place.asked else places.hold
        try:
            standing = await stand(turn.key, now, now + HOLD)
        except Unavailable:
            return None
        known = PlaceKnown(standing.until.isoformat() if standing.until else "", standing.position)
        return turn.tells("place", known) if place_events(place, known.until, known.position) else None


@dataclass(frozen=True)
class DuplicateCheck(_InProgramme):
    """Looks for another application of the company once its 統一編號 is known, and while that is on the screen;
    and judges its case number and check code, when somebody names them."""

    applications: Applications
    inquiries: Inquiries
    claims: Claims

    @classmethod
    def over(
        cls,
        database: Database,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        secrets: Secrets,
    ) -> "DuplicateCheck":
        """Looking in this database."""
        inquiries, claims = Inquiries(database, secrets, BUCKET), Claims(database, secrets, PACE)
        return cls(catalogue, now, Applications(database), inquiries, claims)

    def wanted(self, turn: Committed) -> bool:
        """Whether the 統一編號 was just given, or that the company has applied is on the screen."""
        session = turn.session
        ubn = session.values().get(session.company_question, "")
        if not ubn or session.case_number:
            return False
        return _given(turn) or (session.applied == ubn and isinstance(turn.prompt, Applied))

    async def __call__(self, turn: Committed) -> Inbound | None:
        """Whether the company has applied already, when that is news; or what came of a case number."""
        session = turn.session
        ubn = str(session.values()[session.company_question])
        try:
            if any(isinstance(event, CaseNamed) for event in turn.events):
                return await self._claimed(turn, ubn)
            applied = await (self._asked(turn, ubn) if _given(turn) else self._seen(turn, ubn))
        except Unavailable:
            return None
        if applied is None or applied == (session.applied == ubn):
            return None
        return turn.tells("applied", AppliedKnown(ubn, applied))

    async def _asked(self, turn: Committed, ubn: str) -> bool | None:
        """Somebody asks about a company: told at a limited rate, and its contact hears of it."""
        now, who = self.now(), _identity(turn.inbound.sender)
        question = Question(
            self.programme(turn.session).id,
            ubn,
            who,
            turn.key,
            lambda number: letter(About.INQUIRED, number, now),
        )
        return await self.inquiries.answer(question, now)

    async def _seen(self, turn: Committed, ubn: str) -> bool:
        """Somebody who has been told looks at the screen that says so."""
        holder = await self.applications.holder(self.programme(turn.session).id, ubn)
        return holder is not None and holder != turn.key

    async def _claimed(self, turn: Committed, ubn: str) -> Inbound:
        content = turn.inbound.content
        typed = named_in(content.text if isinstance(content, Text) else "")
        named = Named(typed.number or turn.session.claim.named, typed.code)
        claim = await self.claims.claim(
            self.programme(turn.session).id, ubn, named, _identity(turn.inbound.sender), self.now()
        )
        if claim is None:
            return turn.tells("applied", AppliedKnown(ubn, applied=False))
        known = CaseKnown(named.case_number, _written(claim.submitted_at), claim.left, _written(claim.until))
        return turn.tells("claimed", known)


def _given(turn: Committed) -> bool:
    """Whether the company is new to its programme: it was just named, or its application just moved there."""
    return any(
        isinstance(event, Upgraded)
        or (isinstance(event, Answered) and event.question == turn.session.company_question)
        for event in turn.events
    )


def _identity(sender: Sender) -> Identity:
    return Identity(sender.channel, sender.account, sender.user)


def _written(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""
