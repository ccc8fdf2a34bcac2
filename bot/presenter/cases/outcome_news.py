"""In words: meeting, result, contract and the year of guidance, as a mail and as a message to people of an alliance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from bot.presenter.cases.days import short_day
from bot.presenter.cases.proposal import places
from bot.presenter.context import Context, clock
from flows.cases.events import CaseEvent
from flows.cases.proposal import events as e
from flows.definitions.words import Words
from flows.interface.callback_data import Verb
from flows.interface.messages import Link, Look, Message, Weight
from flows.selection.ranking import shown


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is to tell: the name of its words, the event, the alliance, and the leader's page ("" for others)."""

    name: str
    event: CaseEvent
    alliance: str
    link: str = ""


def name_of(event: CaseEvent) -> str:
    """The name of the words for an event; empty for one that nobody is told of here."""
    match event:
        case e.ResultAnnounced(outcome):
            return outcome
        case e.MilestoneOpened(milestone):
            return milestone
        case _:
            return _NAMES.get(type(event), "")


_NAMES: dict[type, str] = {
    e.SlotAssigned: "slot",
    e.ReserveMovedUp: "moved_up",
    e.ContractSent: "contract",
    e.ContractSigned: "contract_signed",
    e.ContractFailed: "contract_failed",
    e.MilestoneAccepted: "accepted",
    e.SupportRevoked: "revoked",
    e.CaseConcluded: "concluded",
    e.CorrectionAsked: "mend",
}


def letter(context: Context, news: Outcome) -> tuple[str, str]:
    """Subject and text; the link stands before anything long."""
    title, lead = _said(context, news)
    link = context.say("outcome.page_at", link=news.link) if news.link else ""
    parts = (context.say("news_mail.greeting"), lead, link, context.say("news_mail.contact"))
    return context.say("news_mail.subject", title=title), "\n\n".join(filter(None, parts))


def message(context: Context, news: Outcome) -> Message:
    """The same where they chat."""
    title, lead = _said(context, news)
    status = context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY)
    return Message(
        look=Look.CONFIRM,
        title=title,
        body=lead,
        buttons=(status,),
        links=(Link(context.say("outcome.open"), news.link),) if news.link else (),
        language=context.words.language,
    )


def _said(context: Context, news: Outcome) -> tuple[str, str]:
    facts = {"alliance": news.alliance, **_facts(news.event, context.words)}
    return context.say(f"outcome_news_title.{news.name}", **facts), context.say(
        f"outcome_news.{news.name}", **facts
    )


def _facts(event: CaseEvent, words: Words) -> dict[str, str]:
    match event:
        case e.SlotAssigned(start, _, place, note):
            said = {"at": clock(datetime.fromisoformat(start)), "place": place}
            return said | {"what": f"\n{note}" if note else ""}
        case e.ResultAnnounced(_, position, mean, comments):
            return {"position": str(position), "what": _judged(mean, comments, words)}
        case e.ContractSent(_, _, due, place):
            return {"due": _day(due, words), "place": place}
        case e.MilestoneOpened(_, due):
            return {"due": _day(due, words)}
        case e.CorrectionAsked(asked, due):
            return {"due": _day(due, words), "what": places(asked, words)}
        case e.MilestoneAccepted(milestone):
            return {"what": words.say(f"milestone.{milestone}")}
        case e.ReserveMovedUp(reason) | e.ContractFailed(reason) | e.SupportRevoked(reason):
            return {"what": reason}
        case _:
            return {}


def _judged(mean: str, comments: Sequence[str], words: Words) -> str:
    """The alliance's own mean, and the comments that were released to it; nothing of anybody else."""
    lines = [words.say("outcome.mean", mean=shown(Fraction(mean)))] if mean else []
    if comments:
        lines += [words.say("outcome.comments"), *(f"• {' '.join(one.split())}" for one in comments)]
    return "\n".join(lines)


def _day(text: str, words: Words) -> str:
    return short_day(date.fromisoformat(text), words.language)
