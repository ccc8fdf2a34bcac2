"""The screens about colleagues: which page, the link to pass on, what they propose, and what came of it."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from bot.presenter.context import Context, clock
from flows.contribution.state import Proposal
from flows.events.contribution import (
    ContributionAsked,
    ContributorChecked,
    ContributorInvited,
    InvitationClosed,
    ProposalsSettled,
)
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Link, Look, Message, Note, Tone, Weight
from flows.screens.contribution.form import questions_of
from flows.screens.contribution.inviting import PAGE, REVOKE
from flows.screens.contribution.words import ALL, EACH, LEAVE, NONE, TAKE
from flows.screens.prompts import ProposalCheck, Proposals

SHOWN = 200
"""Characters of an answer that are shown to decide on it."""


def pages(context: Context, events: Sequence[Event]) -> list[Message]:
    """The pages that these events ask for."""
    shown: list[Message] = []
    for event in events:
        match event:
            case Asked(topic="colleague"):
                shown.append(_which(context))
            case ContributorInvited():
                shown.append(_invited(context, event))
            case _:
                pass
    return shown


def _which(context: Context) -> Message:
    """Which page, and the links that are open."""
    if not context.case.contribution.on:
        return _plain(context, "off", ())
    session, edition = context.session, context.edition
    numbers = range(1, edition.questionnaire.pages + 1)
    asked = [number for number in numbers if questions_of(edition, session, number)]
    buttons = [
        Button(
            context.say("colleague.page_button", page=number),
            context.tap(Verb.COLLEAGUE, PAGE, str(number)),
            Weight.PRIMARY,
        )
        for number in asked
    ]
    lines = [
        Line(context.say("colleague.page_button", page=number), context.words.page(number))
        for number in asked
    ]
    for number, each in session.contributions.open_at(context.now).items():
        label = context.say("colleague.page_button", page=each.page)
        until = clock(datetime.fromisoformat(each.until))
        state = (
            context.say("colleague.let_in", author=each.author)
            if each.author
            else context.say("colleague.open")
        )
        lines.append(Line(label, context.say("colleague.line", state=state, until=until), tone=Tone.INFO))
        buttons.append(
            context.button("colleague_revoke", Verb.COLLEAGUE, REVOKE, str(number), page=each.page)
        )
    return Message(
        Look.PLAIN,
        title=context.say("colleague.which_title"),
        body=context.say("colleague.which"),
        lines=tuple(lines),
        buttons=tuple(buttons),
        language=context.words.language,
    )


def _invited(context: Context, event: ContributorInvited) -> Message:
    """The link and the ways to pass it on."""
    url, until = context.case.contribution.link, clock(datetime.fromisoformat(event.until))
    if not url:
        return _plain(context, "off", ())
    company = context.answer("company.name")
    title = context.words.page(event.page)
    text = context.say("colleague.share", company=company.value if company else "", title=title, until=until)
    links = (
        Link(context.say("colleague.by_line"), f"https://line.me/R/share?text={quote(f'{text} {url}')}"),
        Link(
            context.say("colleague.by_telegram"),
            f"https://t.me/share/url?url={quote(url)}&text={quote(text)}",
        ),
        Link(context.say("colleague.open_to_copy"), url),
    )
    revoke = context.button("colleague_revoke", Verb.COLLEAGUE, REVOKE, str(event.number), page=event.page)
    return Message(
        Look.PLAIN,
        title=context.say("colleague.invited_title", title=title),
        body=context.say("colleague.invited", until=until),
        buttons=(revoke,),
        links=links,
        language=context.words.language,
    )


def proposals(context: Context, prompt: Proposals) -> Message:
    """Who filled in what: take all, look at each, take none."""
    lines = tuple(_line(context, each) for each in prompt.proposals)
    buttons = (
        _choice(context, ALL, Weight.PRIMARY),
        _choice(context, EACH),
        _choice(context, NONE),
    )
    return Message(
        Look.CONFIRM,
        title=context.say("colleague.proposals_title", author=_authors(prompt.proposals), count=len(lines)),
        body=context.say("colleague.proposals"),
        lines=lines,
        buttons=buttons,
        language=context.words.language,
    )


def check(context: Context, prompt: ProposalCheck) -> Message:
    """One proposed answer beside the present one."""
    proposal, question = prompt.proposal, prompt.question
    lines = [Line(context.say("colleague.proposed", author=proposal.author), _shown(context, proposal))]
    if prompt.current:
        lines.append(Line(context.say("colleague.present"), context.shown_answer(question, prompt.current)))
    buttons = (
        _choice(context, TAKE, Weight.PRIMARY, question.id),
        _choice(context, LEAVE, Weight.PLAIN, question.id),
    )
    return Message(
        Look.CONFIRM,
        title=context.words.of(question.id, "label"),
        body=context.say("colleague.check", left=prompt.left),
        lines=tuple(lines),
        buttons=buttons,
        language=context.words.language,
    )


def notes(context: Context, events: Sequence[Event]) -> list[Note]:
    """What came of a number, a link, a proposal."""
    return [told for event in events if (told := _note(context, event, events))]


def _note(context: Context, event: Event, events: Sequence[Event]) -> Note | None:
    match event:
        case ContributionAsked() if not any(isinstance(each, ContributorInvited) for each in events):
            return Note(Tone.WARN, context.say("colleague.not_made"))
        case ContributorChecked(outcome="right"):
            return Note(Tone.DONE, context.say("colleague.number_right", author=event.author))
        case ContributorChecked(outcome="wrong"):
            return Note(Tone.REJECTED, context.say("colleague.number_wrong"))
        case ContributorChecked():
            return Note(Tone.WARN, context.say("colleague.number_none"))
        case InvitationClosed():
            return Note(Tone.INFO, context.say(f"colleague.closed_{event.reason}"))
        case ProposalsSettled(taken=True):
            facts = {"author": event.author, "count": len(event.questions)}
            return Note(Tone.DONE, context.say("colleague.taken", **facts))
        case ProposalsSettled():
            return Note(Tone.INFO, context.say("colleague.left", author=event.author))
        case _:
            return None


def _choice(context: Context, name: str, weight: Weight = Weight.PLAIN, *more: str) -> Button:
    label = context.say(f"button.proposal_{name}")
    return Button(label, context.tap(Verb.PROPOSAL, name, *more), weight, label)


def _line(context: Context, proposal: Proposal) -> Line:
    question = context.edition.questionnaire.by_id[proposal.question]
    return Line(context.short(question), _shown(context, proposal))


def _shown(context: Context, proposal: Proposal) -> str:
    question = context.edition.questionnaire.by_id[proposal.question]
    shown = context.shown(question, proposal.value, proposal.texts)
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"


def _authors(proposed: Sequence[Proposal]) -> str:
    return "、".join(dict.fromkeys(each.author for each in proposed))


def _plain(context: Context, name: str, buttons: tuple[Button, ...]) -> Message:
    return Message(
        Look.PLAIN,
        title=context.say(f"colleague.{name}_title"),
        body=context.say(f"colleague.{name}"),
        buttons=buttons,
        language=context.words.language,
    )
