"""Reminding members that have not handed their form over: whom, with which words, and a text for the leader's own
group."""

from collections.abc import Mapping
from datetime import date

from flows.definitions.programme import taipei_day
from flows.events.alliance import Entered, MemberReminded, Remarked
from flows.events.event import Events
from flows.interface.panel import Joined, PanelLine, Phrase
from flows.rules.closing_reminders import by_day, may_remind
from flows.schemes.alliance.screens.chapters import BaseChapter, page
from flows.schemes.alliance.screens.entries import WorkspaceEntries
from flows.schemes.alliance.screens.panels import button
from flows.schemes.alliance.screens.row_answers import typed_day
from flows.schemes.alliance.stored import Json
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

REMINDED, WORDS, OFF, INTERNAL = "reminded", "remind.words", "remind.off", "internal"
"""Entries: when each seat was reminded last (ISO), the leader's own words, seats left out this time, the day by which
forms are wanted (ISO), which is before closing."""

LONGEST = 60
"""Characters of the leader's own words."""


class ReminderChapter(BaseChapter):
    """Everybody whose form is open, each to be left out by a tap."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """Who would be reminded, and with what."""
        seats = open_seats(work)
        off = work.entries.get(OFF) or []
        lines = [PanelLine(_name(seat), Phrase(_state(seat, off))) for seat in seats]
        words = str(work.entries.get(WORDS) or "")
        said = Phrase("remind.with", {"words": words}) if words else Phrase("remind.words")
        group = Phrase("remind.group", {"list": "、".join(map(_name, seats)), "words": words})
        day = str(work.entries.get(INTERNAL) or "")
        until = Phrase("remind.until", {"day": short_day(day)}) if day else Phrase("remind.no_day")
        body = Joined(
            (Phrase("remind.body"), said, until, "", group) if seats else (Phrase("remind.nobody"), until)
        )
        ticks = [
            button(
                "remind_off" if seat["seat"] not in off else "remind_on",
                "tick",
                seat["seat"],
                company=_name(seat),
            )
            for seat in seats
            if not seat.get("quiet")
        ]
        send = [button("remind_send", "remind", primary=True)] if seats else []
        never = [button("no_day", "no_day")] if day else []
        return page("remind", body, [*send, *ticks, *never], lines)

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """The leader's own words, or those of the button."""
        if decision.label(text) == "button.remind_send":
            return _reminded(work, decision)
        if decision.label(text) == "button.no_day":
            return (Entered(INTERNAL), Remarked("remind.day_gone", "done"))
        words = " ".join(text.split())
        if typed := typed_day(words):
            return _until(decision, *typed)
        if len(words) > LONGEST:
            facts = {"most": str(LONGEST), "over": str(len(words) - LONGEST)}
            return (Remarked("remind.too_long", "rejected", facts),)
        return (Entered(WORDS, words), Remarked("remind.noted", "done"))

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """Sending, or leaving somebody out."""
        off = list(work.entries.get(OFF) or [])
        match act:
            case "remind":
                return _reminded(work, decision)
            case "no_day":
                return (Entered(INTERNAL), Remarked("remind.day_gone", "done"))
            case "tick" if about in off:
                return (Entered(OFF, [each for each in off if each != about]),)
            case "tick" if about in {seat["seat"] for seat in open_seats(work)}:
                return (Entered(OFF, [*off, about]),)
            case _:
                return None


def short_day(day: str) -> str:
    """A day as it is typed: 3/1."""
    found = date.fromisoformat(day)
    return f"{found.month}/{found.day}"


def _until(decision: Decision, month: int, day: int) -> Events:
    """The day until which the leader wants the forms: from tomorrow on, before closing."""
    today, closes = taipei_day(decision.now), taipei_day(decision.programme.period(decision.now).closes)
    try:
        found = date(today.year, month, day)
    except ValueError:
        return (Remarked("remind.no_such_day", "rejected"),)
    if not today < found <= closes:
        return (Remarked("remind.no_such_day", "rejected"),)
    told = {"day": f"{month}/{day}"}
    return (Entered(INTERNAL, found.isoformat()), Remarked("remind.day", "done", told))


def open_seats(work: WorkspaceEntries) -> list[Json]:
    """Members whose form is not handed over as it is now."""
    return [seat for seat in work.seats if not seat["leader"] and not seat["confirmed"]]


def _reminded(work: WorkspaceEntries, decision: Decision) -> Events:
    """By day, nobody twice in 24 hours, nobody who wants none."""
    now, off = decision.now, work.entries.get(OFF) or []
    last: Mapping[str, str] = work.entries.get(REMINDED) or {}
    if not by_day(now):
        return (Remarked("remind.by_day", "warn"),)
    wanted = [seat["seat"] for seat in open_seats(work) if seat["seat"] not in off and not seat.get("quiet")]
    due = [seat for seat in wanted if may_remind(last.get(seat, ""), now)]
    told = Remarked("remind.sent", "done", {"n": str(len(due)), "skipped": str(len(wanted) - len(due))})
    if not due:
        return (told,)
    at = {seat: now.isoformat() for seat in due}
    return (*(MemberReminded(seat) for seat in due), Entered(REMINDED, {**last, **at}), Entered(OFF), told)


def _state(seat: Json, off: object) -> str:
    if seat.get("quiet"):
        return "remind.quiet_one"
    return "remind.left_out" if isinstance(off, list) and seat["seat"] in off else "remind.open_one"


def _name(seat: Json) -> str:
    return str(seat["company"] or seat["ubn"])
