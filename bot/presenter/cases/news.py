"""In words: what the office did with a case, as a mail and as a message to the applicant."""

from collections.abc import Mapping
from datetime import date

from bot.presenter.cases import revision
from bot.presenter.cases.days import short_day
from bot.presenter.cases.proposal_news import proposal_said
from bot.presenter.cases.stage import what_is_missing
from bot.presenter.context import Context
from flows.cases.events import (
    CaseEvent,
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    DataRequestAnswered,
    DataRequestExtended,
    QuestionAnswered,
    ReviewPassed,
    RevisionAsked,
    SupplementAsked,
)
from flows.interface.callback_data import Verb
from flows.interface.messages import Look, Message, Weight

_NAMES: dict[type, str] = {
    ReviewPassed: "approved",
    SupplementAsked: "asked",
    RevisionAsked: "revision",
    CaseRefused: "refused",
    CaseWithdrawn: "withdrawn",
    CaseReopened: "reopened",
    DataRequestAnswered: "granted",
    DataRequestExtended: "extended",
    QuestionAnswered: "answered",
}
"""The words of an act that is told: `case_news.<name>` and `case_news_title.<name>`."""


def letter(context: Context, event: CaseEvent, due: date | None) -> tuple[str, str]:
    """Subject and text: the first line says what, and until when. `due` is the office's own day, if it has one."""
    title, body = _said(context, event, due)
    subject = context.say("news_mail.subject", title=title)
    return subject, "\n\n".join([context.say("news_mail.greeting"), body, context.say("news_mail.contact")])


def message(context: Context, event: CaseEvent, due: date | None) -> Message:
    """The same where they chat."""
    title, body = _said(context, event, due)
    status = context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY)
    return Message(
        look=Look.CONFIRM,
        title=title,
        body=body,
        buttons=(status, context.button("human", Verb.COMMAND, "human")),
        language=context.words.language,
    )


def _said(context: Context, event: CaseEvent, due: date | None) -> tuple[str, str]:
    if told := proposal_said(context, event):
        return _spoken(context, *told)
    name, facts = _NAMES[type(event)], {"due": _day(due, context), "what": ""}
    match event:
        case SupplementAsked(reasons, day, note):
            what = what_is_missing(reasons, note, context.words)
            facts = {"due": _day(date.fromisoformat(day), context), "what": what}
        case RevisionAsked(questions, day, note):
            facts = {
                "due": _day(date.fromisoformat(day), context),
                "count": str(len(questions)),
                "which": revision.numbers(context, questions),
                "what": context.say("revision.said", note=" ".join(note.split())) if note.strip() else "",
            }
        case CaseRefused(reason, day):
            facts = {"due": _day(date.fromisoformat(day), context), "what": reason}
        case CaseReopened(reason):
            facts = {"due": "", "what": reason}
        case QuestionAnswered(_, text, _):
            facts = {"due": "", "what": text}
        case DataRequestAnswered(_, kind, granted, text):
            name = "granted" if granted else "declined"
            facts = {"due": "", "what": text, "kind": context.say(f"request.{kind}_line")}
        case DataRequestExtended(_, kind, day, reason):
            facts = {
                "due": _day(date.fromisoformat(day), context),
                "what": reason,
                "kind": context.say(f"request.{kind}_line"),
            }
    key = f"{name}_now" if name == "approved" and due is None else name
    return context.say(f"case_news_title.{name}", **facts), context.say(f"case_news.{key}", **facts)


def _spoken(context: Context, name: str, facts: Mapping[str, str]) -> tuple[str, str]:
    return context.say(f"case_news_title.{name}", **facts), context.say(f"case_news.{name}", **facts)


def _day(day: date | None, context: Context) -> str:
    return short_day(day, context.words.language) if day else ""
