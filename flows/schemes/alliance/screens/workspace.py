"""The leader's workspace: chapters that can be opened in any order, once the questions are answered."""

from collections.abc import Callable, Mapping

from flows.events.alliance import Entered, InvitationsMade, PageLinkAsked, PictureAsked, PictureMade, Remarked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData
from flows.interface.inbound import Upload
from flows.interface.known import Discovered
from flows.interface.panel import Phrase
from flows.schemes.alliance.lists import BONUS, CHANNELS, EVENTS, TOOLS
from flows.schemes.alliance.screens.attachments import (
    AttachmentsChapter,
    ProseChapter,
    on_file,
)
from flows.schemes.alliance.screens.board import BoardChapter
from flows.schemes.alliance.screens.chapters import AGAIN, WEB, Chapter, opened
from flows.schemes.alliance.screens.correction.chapter import MendChapter
from flows.schemes.alliance.screens.earlier import on_earlier
from flows.schemes.alliance.screens.entries import CASE, CHAPTER, DRAFT, SCHEDULE, WorkspaceEntries
from flows.schemes.alliance.screens.indicators import IndicatorChapter, IndicatorsChapter
from flows.schemes.alliance.screens.join import on_elsewhere, on_invitation
from flows.schemes.alliance.screens.lead.chapter import LeadChapter
from flows.schemes.alliance.screens.members import PLANNED, MembersChapter
from flows.schemes.alliance.screens.overseas import OverseasChapter
from flows.schemes.alliance.screens.page.entries import on_page_link, on_written
from flows.schemes.alliance.screens.panels import acted
from flows.schemes.alliance.screens.people.way_back import on_way_back
from flows.schemes.alliance.screens.plan import ScheduleChapter
from flows.schemes.alliance.screens.remind import ReminderChapter
from flows.schemes.alliance.screens.sending import (
    ChecksChapter,
    MailProofChapter,
    SentChapter,
    on_mail,
    on_seats,
)
from flows.screens.base import Situation
from flows.screens.command_words import bare_number
from flows.screens.commands import change
from flows.screens.decision import Decision
from flows.screens.prompts import Panel
from flows.session.path import next_question

CHAPTERS: Mapping[str, Chapter] = {
    "board": BoardChapter(),
    "members": MembersChapter(),
    "kpi": IndicatorsChapter(),
    "overseas": OverseasChapter(),
    "schedule": ScheduleChapter(),
    "prose": ProseChapter(),
    "files": AttachmentsChapter(),
    "mail": MailProofChapter(),
    "checks": ChecksChapter(),
    "sent": SentChapter(),
    "remind": ReminderChapter(),
    "lead": LeadChapter(),
    "mend": MendChapter(),
    **{f"kpi.{name}": IndicatorChapter(name) for name in (EVENTS, TOOLS, CHANNELS, BONUS)},
}
"""By name; what stands behind a dot is a part of the chapter, unless it is one of its own."""


ENDED = "ended"
"""The panel of an alliance that was ended."""

PICTURED = frozenset({"board", "kpi", "schedule"})
"""Chapters that can be seen as a picture."""


def chapter_named(name: str) -> Chapter:
    """The chapter of that name, or the one it is a part of; the board for a name there is none of."""
    return CHAPTERS.get(name) or CHAPTERS.get(name.partition(".")[0]) or CHAPTERS["board"]


class WorkspaceScreen:
    """Due once a chapter was opened, and when no question is left."""

    def due(self, situation: Situation) -> Panel | None:
        """The chapter that is open."""
        work = WorkspaceEntries(situation)
        if work.session.alliance.ended:
            return Panel("workspace", ENDED, Phrase("lead.ended_title"), Phrase("lead.ended"))
        if CHAPTER not in work.entries and next_question(
            situation.questionnaire, work.session, signing=False
        ):
            return None
        return chapter_named(work.chapter).panel(work)

    def on_text(self, decision: Decision, prompt: Panel, text: str) -> Events:
        """The words of a button that opens a chapter, the number of a question to change, or what the chapter takes."""
        if prompt.name == ENDED:
            return AGAIN
        label = decision.label(text).removeprefix("button.")
        if label in CHAPTERS:
            return (opened(label), Entered(DRAFT))
        if label == WEB:
            return (PageLinkAsked(),)
        work = _work(decision)
        if label == "picture" and work.chapter in PICTURED:
            return (PictureAsked(work.chapter),)
        facts = chapter_named(work.chapter).on_text(work, decision, text)
        if facts == AGAIN and (number := bare_number(text)) is not None:
            return change(decision, number)
        return with_picture(facts)

    def on_tap(self, decision: Decision, prompt: Panel, tap: CallbackData) -> Events | None:
        """Opening a chapter, or what the open one takes."""
        pressed = acted(tap)
        if pressed is None or prompt.name == ENDED:
            return None
        if pressed[0] == "questions":
            return (Entered(CHAPTER),)
        if pressed[0] == WEB:
            return (PageLinkAsked(),)
        if pressed[0] == "picture" and pressed[1] in PICTURED:
            return (PictureAsked(pressed[1]),)
        if pressed[0] == "go":
            return (opened(pressed[1]), Entered(DRAFT))
        work = _work(decision)
        facts = chapter_named(work.chapter).on_act(work, decision, *pressed)
        return facts and with_picture(facts)

    def on_upload(self, decision: Decision, prompt: Panel, upload: Upload) -> Events:
        """A file for the chapter that is open."""
        if prompt.name == ENDED:
            return ()
        work = _work(decision)
        return chapter_named(work.chapter).on_upload(work, decision, upload)


def with_picture(facts: Events) -> Events:
    """What was decided, and a picture of what it changes: indicators and schedule are shown after every change."""
    changed = [each.place for each in facts if isinstance(each, Entered)]
    if SCHEDULE in changed:
        return (*facts, PictureAsked(SCHEDULE))
    return (*facts, PictureAsked("kpi")) if any(place.startswith("kpi.") for place in changed) else facts


def _work(decision: Decision) -> WorkspaceEntries:
    return WorkspaceEntries(Situation(decision.definition, decision.session))


def on_names(decision: Decision, found: Discovered) -> Events:
    """What the registers call the companies to be invited."""
    planned = decision.session.entries.get(PLANNED) or []
    named = [{**each, "name": found.data["names"].get(each["ubn"]) or each["name"]} for each in planned]
    return (Entered(PLANNED, named),) if named != planned else ()


def on_codes(decision: Decision, found: Discovered) -> Events:
    """Codes that were made: they are told once, and kept by nobody."""
    codes, chats = dict(found.data["codes"]), dict(found.data.get("chats", {}))
    return (InvitationsMade("", codes, chats, bool(found.data.get("colleague"))),)


def on_picture(decision: Decision, found: Discovered) -> Events:
    """A picture that was drawn, or that none could be."""
    if not found.data.get("url"):
        return (Remarked("picture.failed", "warn"),)
    return (PictureMade(found.data["part"], found.data["file"], found.data["url"]),)


def on_case(decision: Decision, found: Discovered) -> Events:
    """Where the case of the alliance stands."""
    return (Entered(CASE, dict(found.data)),)


DISCOVERIES: Mapping[str, Callable[[Decision, Discovered], Events]] = {
    CASE: on_case,
    "invitation": on_invitation, "names": on_names, "seats": on_seats, "file": on_file, "mail": on_mail,
    "codes": on_codes, "page_link": on_page_link, "written": on_written, "earlier": on_earlier,
    "picture": on_picture, "elsewhere": on_elsewhere, "way_back": on_way_back,
}  # fmt: skip


def on_discovered(decision: Decision, found: Discovered) -> Events:
    """What was found out after a turn (bot/conversation/follow_ups/alliance)."""
    return DISCOVERIES[found.name](decision, found)
