"""A visit as a calendar entry (RFC 5545) that a mail program adds, moves and removes (RFC 5546).

One entry for one reader: nobody sees who else was invited. Times are Taipei's. Nothing is asked back: the reader has
agreed already."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress

from flows.definitions.programme import TAIPEI

PRODUCT = "-//sme-intake//visits//ZH"
_SINCE = datetime(1970, 1, 1)  # noqa: DTZ001 - a time zone begins in its own local time
_OFFSET = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A visit: its id in calendars, and how often it has changed; both stay with it. `stamp` is when this was said,
    `where` an address, or a link where it is `online`."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    stamp: datetime
    summary: str
    description: str
    where: str
    online: bool
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file and its method, which the mail names as well."""

    method: str
    content: bytes


def calendar_file(entry: CalendarEntry, organizer: str, attendee: str) -> CalendarFile:
    """The entry for one reader, by mail address, in the name of the mailbox that answers come to. The same entry gives
    the same bytes."""
    method = "CANCEL" if entry.cancelled else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_taipei())
    calendar.add_component(_event(entry, organizer, attendee))
    return CalendarFile(method, calendar.to_ical())


def _event(entry: CalendarEntry, organizer: str, attendee: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.start.astimezone(TAIPEI))
    event.add("dtend", entry.end.astimezone(TAIPEI))
    event.add("summary", _plain(entry.summary))
    event.add("description", _plain(entry.description))
    if entry.online:
        event.add("url", _plain(entry.where))
    event.add("location", _plain(entry.where))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["PARTSTAT"] = "ACCEPTED"
    guest.params["RSVP"] = "FALSE"
    event.add("attendee", guest)
    return event


def _taipei() -> Timezone:
    """By hand: the library would write Taipei's summer times of the 1970s."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", TAIPEI.key)
    standard.add("dtstart", _SINCE)
    standard.add("tzoffsetfrom", _OFFSET)
    standard.add("tzoffsetto", _OFFSET)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _plain(text: str) -> str:
    """Without characters nobody sees: the library keeps them, and programs stumble over them."""
    kept = (
        char
        for char in text
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return "".join(kept)
