"""What has just happened, in a line each: recorded, changed, not understood, no longer needed."""

from collections.abc import Mapping, Sequence

from bot.presenter import about, company_claim, corrections, places, registry, replacement, signed_copy
from bot.presenter.cases import requests, revision
from bot.presenter.context import LONG, Context, cut
from bot.presenter.drafts import upgrade
from bot.presenter.panels import panel
from flows.answers import show_cell
from flows.definitions.questionnaire import Question
from flows.events.alliance import Remarked
from flows.events.answering import Answered, Drafted, Dropped, Kept, Rejected, Skipped
from flows.events.applications import AnotherBegun, Resumed
from flows.events.company.company_claim import AlreadyApplied, CaseMissed, Joined, Replacing
from flows.events.company.replacement import ReplacementAnswered
from flows.events.consent import LanguageChosen
from flows.events.conversation import Asked, Inquired, Misplaced, OldTap, StaffLeft, TypedAhead
from flows.events.event import Event
from flows.events.places import PlaceHeld
from flows.events.review import Decided, Reviewed, WarningsConfirmed
from flows.events.submitted.signed_copy import (
    CopyDropped,
    CopyPartRefused,
    CopyRefused,
    CopySent,
    CopyWithdrawn,
)
from flows.events.submitted.submission import (
    OfficeAnswered,
    OfficeQuestion,
    Refused,
    RequestDropped,
    RequestMade,
    RevisionClosed,
    RevisionSent,
)
from flows.events.upgrade import Upgraded, UpgradeDeclined
from flows.interface.messages import Note, Tone
from flows.rules.verdict import State

ROWS_LONG = 800
"""Characters of an answer of several rows repeated in a note: the most a table of five has room for."""


def notes(context: Context, events: Sequence[Event]) -> list[Note]:
    """Notes for one turn's events, in their order."""
    events = corrections.others(events)
    pages = [event for event in events if isinstance(event, Reviewed)]
    said = [
        event for event in events if len(pages) == 1 or event not in pages
    ]  # several at once go without saying
    found = (corrections.instead(context, event, events) or _note(context, event) for event in said)
    told = [*filter(None, found), *corrections.unchanged(context, events)]
    told += registry.notes(context, events)
    dropped = [event.question for event in events if isinstance(event, Dropped) and not event.source]
    if dropped:
        names = "、".join(context.short(context.edition.questionnaire.by_id[name]) for name in dropped)
        told.append(Note(Tone.WARN, context.say("note.dropped", questions=names)))
    return told


def _note(context: Context, event: Event) -> Note | None:  # noqa: C901 - one case per event
    match event:
        case Answered():
            return _answered(context, event)
        case Drafted():
            return _row_given(context, event)
        case Skipped():
            short = context.short(context.edition.questionnaire.by_id[event.question])
            return Note(Tone.DONE, context.say("note.skipped", short=short))
        case Rejected():
            return _rejected(context, event)
        case Decided():
            return _decided(context, event)
        case Kept():
            return Note(Tone.INFO, context.say("note.erase_kept" if event.erasing else "note.kept"))
        case WarningsConfirmed():
            return Note(Tone.DONE, context.say("note.warnings_confirmed"))
        case Reviewed():
            return Note(Tone.DONE, context.say("note.reviewed", page=event.page))
        case LanguageChosen():
            return Note(Tone.DONE, context.say("note.switched"))
        case Misplaced():
            return Note(Tone.INFO, context.say(f"misplaced.{event.media}"))
        case OldTap():
            return _old_tap(context, event)
        case AnotherBegun():
            return Note(Tone.INFO, context.say("note.another_begun"))
        case Resumed():
            return Note(Tone.DONE, context.say("note.resumed"))
        case TypedAhead():
            return Note(Tone.WARN, context.say("note.hurried", typed=cut(event.typed)))
        case PlaceHeld():
            return places.note(context, event)
        case AlreadyApplied() | CaseMissed() | Joined() | Replacing():
            return company_claim.note(context, event)
        case OfficeQuestion():
            return Note(Tone.DONE, context.say("office.passed_on"))
        case OfficeAnswered():
            return Note(Tone.INFO, context.say("office.answered", text=event.text))
        case RequestDropped() | RequestMade():
            return requests.note(context, event)
        case RevisionClosed() | RevisionSent():
            return revision.note(context, event)
        case ReplacementAnswered():
            return replacement.note(context, event)
        case CopyRefused() | CopyPartRefused() | CopyWithdrawn() | CopyDropped() | CopySent():
            return signed_copy.note(context, event)
        case StaffLeft():
            key = "staff_chat.finished" if event.by == "office" else "staff_chat.left"
            return Note(Tone.INFO, context.say(key))
        case Upgraded() | UpgradeDeclined():
            return upgrade.note(context, event)
        case Remarked():
            return panel.told(context, event)
        case Refused():
            return Note(Tone.REJECTED, context.say(f"note.{event.reason}"))
        case Inquired():
            return about.answer(context, event)
        case Asked():
            key = f"note.{event.topic}"
            text = company_claim.asked(context, event) or (context.say(key) if context.words.has(key) else "")
            return Note(Tone.INFO, text) if text else None
        case _:
            return None


def _answered(context: Context, event: Answered) -> Note | None:
    question = context.edition.questionnaire.by_id[event.question]
    if question.must_be_true or event.source or event.author:
        return None
    shown = _echo(context, question, event)
    key = "note.changed" if event.changed else "note.answered"
    return Note(Tone.DONE, context.say(key, short=context.short(question), answer=shown))


def _echo(context: Context, question: Question, event: Answered) -> str:
    """The answer as it is repeated: of amounts and of a table every row, as the last one was typed just now."""
    shown = context.repeated(question, event.value, event.texts)
    return cut(shown, ROWS_LONG if question.rows or question.columns else LONG)


def _row_given(context: Context, event: Drafted) -> Note | None:
    """What was given for one row of a matrix; an amount in both units, so that an extra zero is seen at once."""
    question = context.edition.questionnaire.by_id[event.question]
    if not question.rows or not isinstance(event.value, Mapping) or not event.value:
        return None
    row, cell = list(event.value.items())[-1]
    shown = show_cell(question, cell, context.words)
    named = context.row_name(question, row)
    return Note(Tone.DONE, context.say("note.answered", short=named, answer=shown))


def _rejected(context: Context, event: Rejected) -> Note:
    """What was typed, what is wrong, an example: one sentence each."""
    specific, common = f"reject.{event.kind}.{event.code}", f"reject.any.{event.code}"
    key = specific if context.words.has(specific) else common
    draft = context.session.drafts.get(event.question)
    question = context.edition.questionnaire.by_id[event.question]
    facts = dict(event.facts) | {"example": context.example(question, bool(draft and draft.awaiting))}
    if event.code == "too_long":
        return _too_long(context, key, facts)
    typed = context.say("note.typed", typed=cut(event.typed)) if event.typed.strip() else ""
    return Note(Tone.REJECTED, typed + context.say(key, **facts))


def _too_long(context: Context, key: str, facts: Mapping[str, str]) -> Note:
    """By how much, and where the paper ends: what was typed is still in the chat, to be copied and shortened."""
    text = context.say(key, **facts, over=int(facts["length"]) - int(facts["max"]))
    fits = context.say("note.fits", end=cut(facts["end"])) if facts.get("end") else ""
    return Note(Tone.REJECTED, text + fits)


def _decided(context: Context, event: Decided) -> Note | None:
    """A verdict that lets one go on is told in passing, with what decided it; `not_eligible` has its own page."""
    state = State(event.state)
    if state is State.NOT_ELIGIBLE:
        return None
    reasons = tuple(event.reasons)
    if state is State.ELIGIBLE:
        criteria = context.definition.form.rules.restore(state, reasons).criteria
        reasons = tuple(each.reason for each in criteria if each.met)
    else:
        reasons = reasons[:1]
    text = "".join(context.reason(reason) for reason in reasons)
    tone = Tone.DONE if state is State.ELIGIBLE else Tone.WARN
    return Note(tone, context.say(f"verdict.{state.value}", reasons=text))


def _old_tap(context: Context, event: OldTap) -> Note:
    question = context.edition.questionnaire.by_id[event.question]
    answer = context.session.answers.get(question.id)
    shown = cut(context.shown_answer(question, answer)) if answer else ""
    facts = {"number": question.number, "short": context.short(question), "answer": shown}
    return Note(Tone.INFO, context.say("note.old_tap", **facts))
