"""What staff may ask to mend of a proposal: parts of it, members' forms, faults of the paper; what was changed then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.opened_case import OpenedCase
from bot.office.rendering import words
from bot.office.sessions import PostedForm
from bot.service import Service
from flows.cases.proposal.events import CorrectionAsked, CorrectionPlace, CorrectionReceived
from flows.cases.proposal.progress import ON_PAPER
from flows.cases.stage import in_effect
from flows.definitions.words import Words
from flows.scheme.definition import Definition
from flows.scheme.form import Entry
from storage.alliances.alliances import Alliances, StoredSeat

FIELD = "line"
"""What the names of the fields begin with; then the seat and the place."""

_PAPER = tuple(f"{ON_PAPER}{name}" for name in ("copies", "seals", "annex"))
_PAGE = "page."


@dataclass(frozen=True, slots=True)
class Place:
    """A place that may be mended: whose it is, its name, and what staff call it."""

    seat: str
    place: str
    title: str

    @property
    def field(self) -> str:
        """The field for what is to be mended there."""
        return f"{FIELD}:{self.seat}:{self.place}"


async def places_of(service: Service, found: OpenedCase) -> Sequence[Place]:
    """Every place, the leader's first."""
    definition = service.definition(found.application)
    chat = definition.edition.speak(STAFF_LANGUAGE)
    own = definition.form.own.places(definition.edition)
    seats = await Alliances(service.database).seats(found.application.session)
    return (
        *(Place("", each, _title(each, chat)) for each in own),
        *(each for seat in seats if seat.admitted and not seat.leader for each in _of_seat(definition, seat)),
        *(Place("", each, words()["proposal"]["places"][each.removeprefix(ON_PAPER)]) for each in _PAPER),
    )


def known(places: Sequence[Place]) -> Mapping[str, Collection[str]]:
    """The places by seat."""
    return {seat: {one.place for one in places if one.seat == seat} for seat in {one.seat for one in places}}


def asked(form: PostedForm) -> CorrectionAsked:
    """The places that have a line."""
    named = [name.split(":", 2) for name in form.fields if name.startswith(f"{FIELD}:")]
    lines = [
        CorrectionPlace(place, form.get(f"{FIELD}:{seat}:{place}").strip(), seat) for _, seat, place in named
    ]
    return CorrectionAsked(tuple(one for one in lines if one.line), form.get("due").strip())


def mended(found: OpenedCase, chat: Words) -> Sequence[tuple[int, str]]:
    """The revisions that were sent in when asked to, each with the parts that differ from the one before."""

    def named(part: str) -> str:
        return chat.say(f"button.{part}") if chat.has(f"button.{part}") else part

    events = (one.event for one in in_effect(found.case.events))
    return [
        (event.revision, "、".join(map(named, event.changed)))
        for event in events
        if isinstance(event, CorrectionReceived)
    ]


def _of_seat(definition: Definition, seat: StoredSeat) -> Sequence[Place]:
    invited = (one for one in definition.scheme.forms.values() if one.entry is Entry.INVITED)
    places = next((one.own.places(definition.edition) for one in invited), ())
    return [Place(seat.session, each, f"{seat.company or seat.ubn} {seat.ubn}") for each in places]


def _title(place: str, chat: Words) -> str:
    if not place.startswith(_PAGE):
        return chat.say(f"button.{place}")
    number = place.removeprefix(_PAGE)
    return str(words()["proposal"]["places"]["page"]).format(number=number, title=chat.page(int(number)))
