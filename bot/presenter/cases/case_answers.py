"""In words: what came of an applicant's answer about visit or advice."""

from dataclasses import replace

from bot.presenter.cases import visit_news
from bot.presenter.cases.visit_news import Topic, VisitNotice
from bot.presenter.context import Context
from flows.cases.consultant_events import RATINGS, AdviceReceived
from flows.cases.consultation import Step
from flows.events.submitted.submission import CaseAnswered
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Look, Message, Note, Tone

_PICKS = frozenset({"pick", "number", "time"})


def answered(context: Context, answer: CaseAnswered) -> tuple[Message, ...]:
    """What to show, from how things are now; nothing where a typed text was no answer."""
    state = context.case.state
    if state is None:
        return ()
    now = state.consulted
    match now.step:
        case Step.PICK:
            page = visit_news.message(context, VisitNotice(Topic.OFFERED, now, state.due))
            refused = Note(
                Tone.WARN,
                context.say("visit.pick_refused" if answer.what in _PICKS else "visit.refused"),
            )
            return (replace(page, notes=(refused,)),)
        case Step.VISIT if now.visit and now.others:
            return (
                _plain(context, context.say("visit.asked_others"), visit_news.details(context, now.visit)),
            )
        case Step.VISIT if now.visit:
            title, body = context.say("visit.agreed_title"), visit_news.details(context, now.visit)
            return (_plain(context, title, body, visit_news.buttons(context, now)),)
        case Step.PROPOSE if answer.what == "others" and now.others:
            return (_plain(context, context.say("visit.asked_others"), ""),)
        case Step.CLOSED if now.received and isinstance(now.received.event, AdviceReceived):
            return _closed(context, answer)
    if answer.what in ("number", "time"):
        return ()
    return (_plain(context, context.say("visit.refused"), ""),)


def _closed(context: Context, answer: CaseAnswered) -> tuple[Message, ...]:
    state = context.case.state
    assert state is not None
    page = visit_news.rating(context, state.consulted)
    if answer.what == "received":
        first = _plain(context, context.say("visit.closed_title"), context.say("visit.closed_body"), ())
        return (first, page)
    if answer.what in ("number", "time") and len(state.consulted.ratings) == len(RATINGS):
        return ()
    return (page,)


def _plain(context: Context, title: str, body: str, buttons: tuple[Button, ...] = ()) -> Message:
    status = context.button("status", Verb.COMMAND, "status")
    return Message(
        look=Look.CONFIRM,
        title=title,
        body=body,
        buttons=(*buttons, status),
        language=context.words.language,
    )
