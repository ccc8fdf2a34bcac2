"""In words: what somebody wants of the application they submitted, before it is sent and after."""

from bot.presenter.cases.days import short_day
from bot.presenter.context import Context
from flows.cases.requests import DataRequestKind
from flows.cases.stage import CaseState, Stage
from flows.definitions.words import Words
from flows.events.submitted.submission import WITHDRAW, RequestDropped, RequestMade
from flows.interface.callback_data import Verb
from flows.interface.messages import Line, Look, Message, Note, Tone, Weight
from flows.screens.submitted.prompt import RequestCheck
from flows.screens.submitted.request import DROP, SEND


def check(context: Context, prompt: RequestCheck) -> Message:
    """What it means, and the question whether it is to be."""
    drop = context.button("request_drop", Verb.REQUEST, DROP, prompt.kind, weight=Weight.PRIMARY)
    name = "request_withdraw" if prompt.kind == WITHDRAW else "request_send"
    weight = Weight.PLAIN if prompt.kind == DataRequestKind.COPY else Weight.DANGER
    send = context.button(name, Verb.REQUEST, SEND, prompt.kind, weight=weight)
    return Message(
        look=Look.CONFIRM,
        title=context.say(f"request.{prompt.kind}_title"),
        body=context.say(f"request.{prompt.kind}"),
        buttons=(drop,) if prompt.kind == DataRequestKind.CORRECT else (drop, send),
        language=context.words.language,
    )


def note(context: Context, event: RequestDropped | RequestMade) -> Note:
    """What became of it, from how the case stands now."""
    if isinstance(event, RequestDropped):
        return Note(Tone.INFO, context.say("request.dropped"))
    state = context.case.state
    if event.kind == WITHDRAW:
        done = state is not None and state.stage is Stage.WITHDRAWN
        return Note(Tone.DONE, context.say("request.withdrawn")) if done else _not_now(context)
    found = [one for one in state.requests if one.kind == event.kind] if state else []
    if not found:
        return _not_now(context)
    due = short_day(found[-1].due, context.words.language)
    return Note(Tone.DONE, context.say("request.sent", due=due))


def _not_now(context: Context) -> Note:
    return Note(Tone.WARN, context.say("request.not_now"))


def lines(state: CaseState, words: Words) -> list[Line]:
    """Requests nobody has answered yet, as the status shows them."""
    return [
        Line(
            words.say(f"request.{one.kind}_line"),
            words.say("request.open", due=short_day(one.due, words.language)),
        )
        for one in state.requests
        if one.answer is None
    ]
