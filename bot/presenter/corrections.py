"""What became of a message edited or taken back, and which of the usual notes that replaces."""

from collections.abc import Sequence

from bot.presenter.context import Context, cut
from flows.events.answering import Answered, Drafted, Focused, Rejected
from flows.events.corrections import Rewritten, Withdrawn
from flows.events.event import Event
from flows.interface.messages import Note, Tone


def instead(context: Context, event: Event, events: Sequence[Event]) -> Note | None:
    """The note of an answer that an edited message changed, or of a message taken back; None for any other event."""
    match event:
        case Answered() | Drafted() if event.question in _rewritten(events):
            return _edited(context, event)
        case Withdrawn(question=""):
            return Note(Tone.DONE, context.say("note.unsent"))
        case Withdrawn():
            return _withdrawn(context, event.question)
        case _:
            return None


def unchanged(context: Context, events: Sequence[Event]) -> list[Note]:
    """That an answer stays as it was, where the edited message could not be taken."""
    refused = [event for event in events if isinstance(event, Rejected)]
    return [
        Note(Tone.INFO, context.say("note.edit_stands", named=_named(context, event.question)))
        for event in refused
        if event.question in _rewritten(events)
    ]


def others(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events to be told: not what is merely left of an answer after one of its messages has gone."""
    left = {event.question for event in events if isinstance(event, Withdrawn | Focused)}
    return tuple(event for event in events if not (isinstance(event, Drafted) and event.question in left))


def _rewritten(events: Sequence[Event]) -> set[str]:
    return {event.question for event in events if isinstance(event, Rewritten)}


def _edited(context: Context, event: Answered | Drafted) -> Note | None:
    question = context.edition.questionnaire.by_id[event.question]
    if question.must_be_true:
        return None
    shown = cut(context.shown(question, event.value, event.texts))
    named = _named(context, event.question)
    return Note(Tone.DONE, context.say("note.edited", named=named, answer=shown))


def _withdrawn(context: Context, question: str) -> Note:
    """It is asked again, unless a register or an earlier message has an answer that stands."""
    text = context.say("note.withdrawn", named=_named(context, question))
    again = "" if question in context.session.answers else context.say("note.asked_again")
    return Note(Tone.DONE, text + again)


def _named(context: Context, question_id: str) -> str:
    """「第 7 題「實收資本額」」; the signing block has no numbers."""
    question = context.edition.questionnaire.by_id[question_id]
    key = "note.question_numbered" if question.number else "note.question"
    return context.say(key, number=question.number, short=context.short(question))
