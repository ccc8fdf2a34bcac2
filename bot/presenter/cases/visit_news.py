"""In words for the applicant: consultant, visit and advice, as a mail and as a message where they chat."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.presenter.cases import consultation
from bot.presenter.cases.days import short_day
from bot.presenter.context import Context
from flows.cases.consultant_events import BEST_RATING, RATINGS, TimesProposed
from flows.cases.consultation import Consultation, Offer, Step, Visit
from flows.definitions.programme import TAIPEI
from flows.interface.callback_data import Verb
from flows.interface.messages import Attachment, Button, Look, Message, Weight


class Topic(StrEnum):
    """What is told: `visit_news.<topic>` and `visit_news_title.<topic>`."""

    ACCEPTED = "accepted"
    OFFERED = "offered"
    FIXED = "fixed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ENDED = "ended"
    """Cancelled since something else came about."""
    RELEASED = "released"
    TOMORROW = "tomorrow"
    PICK_DUE = "pick_due"
    RECEIPT_DUE = "receipt_due"


@dataclass(frozen=True, slots=True)
class VisitNotice:
    """What a letter or message about it names: how far things are, the day that matters, the visit as it was before,
    why it will not be, and the applicant's page."""

    topic: Topic
    now: Consultation
    due: date | None = None
    before: Visit | None = None
    what: str = ""
    link: str = ""


_LINKS = {
    Topic.OFFERED: "visit.pick_at",
    Topic.PICK_DUE: "visit.pick_at",
    Topic.FIXED: "visit.change_at",
    Topic.MOVED: "visit.change_at",
    Topic.TOMORROW: "visit.change_at",
    Topic.RELEASED: "visit.receipt_at",
    Topic.RECEIPT_DUE: "visit.receipt_at",
}


def letter(context: Context, news: VisitNotice) -> tuple[str, str]:
    """Subject and text: the first line says what, and until when; then the link, before anything long."""
    title, lead = _said(context, news)
    link = context.say(_LINKS[news.topic], link=news.link) if news.link and news.topic in _LINKS else ""
    parts = [context.say("news_mail.greeting"), lead, link, _details(context, news)]
    text = "\n\n".join(part for part in (*parts, context.say("news_mail.contact")) if part)
    return context.say("news_mail.subject", title=title), text


def message(context: Context, news: VisitNotice, attachment: Attachment | None = None) -> Message:
    """The same where they chat, with its buttons."""
    title, lead = _said(context, news)
    body = "\n\n".join(part for part in (lead, _details(context, news)) if part)
    status = context.button("status", Verb.COMMAND, "status")
    return Message(
        look=Look.CONFIRM,
        title=title,
        body=body,
        buttons=(*buttons(context, news.now), status),
        attachment=attachment,
        language=context.words.language,
    )


def buttons(context: Context, now: Consultation) -> tuple[Button, ...]:
    """What the applicant can do about the visit and the advice, by buttons."""
    language = context.words.language
    match now.step:
        case Step.PICK if now.offer:
            offer = now.offer
            picks = [
                context.button(
                    "visit_pick", Verb.CASE, "pick", str(offer.number), str(place),
                    weight=Weight.PRIMARY if place == 1 else Weight.PLAIN,
                    when=consultation.moment(start, language),
                )
                for place, start in enumerate(offer.starts, 1)
            ]  # fmt: skip
            return (*picks, context.button("visit_others", Verb.CASE, "others"))
        case Step.VISIT if now.visit and not now.others:
            return (context.button("visit_move", Verb.CASE, "others"),)
        case Step.RECEIPT:
            return (context.button("advice_received", Verb.CASE, "received", weight=Weight.PRIMARY),)
    return ()


def rating(context: Context, now: Consultation) -> Message:
    """The next of the three questions, or thanks."""
    chosen: tuple[Button, ...] = ()
    left = [question for question in RATINGS if question not in now.ratings]
    if not left:
        title, body = context.say("visit.rated_title"), context.say("visit.rated_body")
    else:
        number = RATINGS.index(left[0]) + 1
        title = context.say("visit.rate_title", number=number)
        body = context.say("visit.rate_body", question=context.say(f"rating.{left[0]}"))
        chosen = tuple(_rate(context, left[0], value) for value in range(1, BEST_RATING + 1))
    return Message(look=Look.CONFIRM, title=title, body=body, buttons=chosen, language=context.words.language)


def _rate(context: Context, question: str, value: int) -> Button:
    label = context.say(f"rating.value_{value}")
    return Button(label, context.tap(Verb.CASE, "rate", question, str(value)), says=label)


def details(context: Context, visit: Visit) -> str:
    """When and where."""
    fixed = visit.fixed
    return "\n".join((
        context.say(
            "visit.time",
            when=consultation.moment(visit.start, context.words.language),
            end=f"{visit.end.astimezone(TAIPEI):%H:%M}",
            way=consultation.way(context.words, online=fixed.online),
        ),
        place(context, online=fixed.online, where=fixed.where),
    ))  # fmt: skip


def place(context: Context, *, online: bool, where: str) -> str:
    """The link or the address."""
    return context.say("visit.link" if online else "visit.address", where=where)


def _said(context: Context, news: VisitNotice) -> tuple[str, str]:
    facts = consultation.facts(news.now, context.words)
    visit, language = news.now.visit, context.words.language
    facts |= {
        "due": short_day(news.due, language) if news.due else "",
        "before": consultation.moment(news.before.start, language) if news.before else "",
        "what": news.what,
        "time": f"{visit.start.astimezone(TAIPEI):%H:%M}" if visit else "",
    }
    title = Topic.CANCELLED if news.topic is Topic.ENDED else news.topic
    return context.say(f"visit_news_title.{title}", **facts), context.say(f"visit_news.{news.topic}", **facts)


def _details(context: Context, news: VisitNotice) -> str:
    now = news.now
    if news.topic in (Topic.FIXED, Topic.MOVED, Topic.TOMORROW) and now.visit:
        return details(context, now.visit)
    if news.topic in (Topic.OFFERED, Topic.PICK_DUE) and now.offer:
        return offered(context, now.offer)
    return ""


def offered(context: Context, offer: Offer) -> str:
    """The times, numbered, and where it would be."""
    proposed: TimesProposed = offer.proposed
    lines = [
        context.say(
            "visit.line",
            number=number,
            when=consultation.span(start, proposed.minutes, context.words.language),
        )
        for number, start in enumerate(offer.starts, 1)
    ]
    lines.append(place(context, online=proposed.online, where=proposed.where))
    return "\n".join((*lines, *([proposed.note] if proposed.note.strip() else ())))
