"""The reminder of the signed copy in words: as a message of its own, and as a line for whoever comes back."""

from collections.abc import Sequence
from datetime import datetime

from bot.speech.context import Context
from flows import events as e
from flows.messages import Look, Message, Note, Tone, Weight
from flows.reminding import remind_now
from flows.taps import Verb


def missing(context: Context) -> bool:
    """Whether a reminder is due: submitted some days ago, nothing signed has come back, and there is time left."""
    session = context.session
    elsewhere = session.joined or session.superseded
    if not session.case_number or session.copies or elsewhere:
        return False
    return remind_now(context.programme, datetime.fromisoformat(session.submitted_at), context.now)


def reminder(context: Context) -> Message:
    """The message nobody asked for: what is missing, how to send it, until when."""
    status = context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY)
    return Message(
        look=Look.CONFIRM,
        title=context.say("remind.title"),
        body=context.say("remind.waiting" if context.session.copy else "remind.body"),
        buttons=(status, context.button("human", Verb.COMMAND, "human")),
        language=context.words.language,
    )


def notes(context: Context, events: Sequence[e.Event]) -> list[Note]:
    """The same as a line, for whoever comes back after a while: on LINE an unasked message would cost quota."""
    if (
        any(isinstance(event, e.Returned) for event in events)
        and not context.session.copy
        and missing(context)
    ):
        return [Note(Tone.WARN, context.say("remind.note"))]
    return []
