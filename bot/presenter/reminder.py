"""The reminder of the signed copy in words: as a message of its own, and as a line for whoever comes back."""

from collections.abc import Sequence
from datetime import datetime

from bot.presenter.context import Context
from bot.presenter.signed_copy import problems
from flows.cases.stage import DIAGNOSIS_OPEN
from flows.events.conversation import Returned
from flows.events.event import Event
from flows.interface.callback_data import Verb
from flows.interface.messages import Look, Message, Note, Tone, Weight
from flows.rules.reminders import remind_now


def missing(context: Context) -> bool:
    """Whether a reminder is due: submitted some days ago, nothing that looks signed has come back, there is time left,
    and the case goes on."""
    session, sent, state = context.session, context.case.sent, context.case.state
    if state and (state.stage not in DIAGNOSIS_OPEN or state.frozen):
        return False
    elsewhere = session.joined or session.superseded or session.replacement.waits_for
    if not session.case_number or (sent and sent.enough) or elsewhere:
        return False
    return remind_now(context.programme, datetime.fromisoformat(session.submitted_at), context.now)


def reminder(context: Context) -> Message:
    """The message nobody asked for: what is missing, or doubtful, how to send it, until when."""
    status = context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY)
    return Message(
        look=Look.CONFIRM,
        title=context.say("remind.title"),
        body=context.say("remind.waiting") if context.session.copy else _due(context, "remind.body"),
        buttons=(status, context.button("human", Verb.COMMAND, "human")),
        language=context.words.language,
    )


def doubts(context: Context) -> str:
    """What is doubtful about the copy that came; nothing when none did."""
    sent = context.case.sent
    return problems(context, sent.findings) if sent else ""


def _due(context: Context, key: str) -> str:
    doubtful = doubts(context)
    return context.say("remind.doubtful", problems=doubtful) if doubtful else context.say(key)


def notes(context: Context, events: Sequence[Event]) -> list[Note]:
    """The same as a line, for whoever comes back after a while: on LINE an unasked message would cost quota."""
    if any(isinstance(event, Returned) for event in events) and not context.session.copy and missing(context):
        return [Note(Tone.WARN, _due(context, "remind.note"))]
    return []
