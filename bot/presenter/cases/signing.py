"""Signing online in words: who signs, the link with the ways to pass it on, what came of the number typed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from bot.presenter.context import Context, clock, plain_day
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.events.submitted.signing import SignerAddressAsked, SigningNumberChecked, SigningRequested
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Link, Look, Message, Tone, Weight
from flows.signing.facts import ProofMethod

TOPICS = frozenset({"sign", "sign_address", "sign_problem", "printing", "printer"})
"""What may be asked for about signing."""


def offer(context: Context) -> tuple[Button, ...]:
    """The ways to sign, with a printer and without, where signing online is on and nothing signed has come."""
    if context.session.copies or context.case.sent or context.session.joined:
        return ()
    if not context.case.signing_on:
        return ()
    return (
        context.button("sign", Verb.COMMAND, "sign_online", weight=Weight.PRIMARY),
        context.button("printing", Verb.COMMAND, "print_at_store"),
        context.button("printer", Verb.COMMAND, "print_here"),
    )


def lines(context: Context) -> tuple[Line, ...]:
    """That the manager has sent the application back, unless a signed one has come or a newer link was asked for."""
    back = context.case.sent_back
    if back is None or context.case.sent:
        return ()
    said = context.say("status.sent_back", at=clock(datetime.fromisoformat(back.at)), words=back.words)
    return (Line(context.say("button.sign"), said, tone=Tone.WARN),)


def news(context: Context, title: str, body: str, *, signed: bool) -> Message:
    """What became of a link, as a message that nobody asked for, with what to do where it is not right."""
    problem = context.button("sign_problem", Verb.COMMAND, "sign_problem")
    status = context.button("status", Verb.COMMAND, "status")
    again = context.button("sign", Verb.COMMAND, "sign_online")
    buttons = (status, problem) if signed else (again, problem)
    return Message(
        look=Look.CONFIRM, title=title, body=body, buttons=buttons, language=context.words.language
    )


def pages(context: Context, events: Sequence[Event]) -> list[Message]:
    """The pages that these events ask for. A link is shown as long as the reply with it may not have been seen."""
    shown: list[Message] = []
    for event in events:
        match event:
            case Asked() if event.topic in TOPICS:
                shown.append(_topic(context, event.topic))
            case SignerAddressAsked():
                shown.append(_page(context, "address"))
            case SigningRequested() if event == context.session.signing.requested:
                shown.append(_link(context, event))
            case SigningNumberChecked():
                shown.append(_page(context, f"number_{event.outcome}"))
            case _:
                pass
    return shown


def _topic(context: Context, topic: str) -> Message:
    match topic:
        case "sign" if context.case.signing_on:
            buttons = (
                context.button("sign_self", Verb.COMMAND, "sign_self", weight=Weight.PRIMARY),
                context.button("sign_other", Verb.COMMAND, "sign_other"),
                context.button("printing", Verb.COMMAND, "print_at_store"),
            )
            return _page(context, "who", buttons)
        case "sign_address":
            return _page(context, "address")
        case "sign_problem":
            again = (context.button("sign", Verb.COMMAND, "sign_online"),) if offer(context) else ()
            return _page(context, "problem", (*again, context.button("status", Verb.COMMAND, "status")))
        case "printer":
            return replace(_page(context, "printer"), attachment=context.case.attachment)
        case _:
            return _printing(context, off=topic == "sign")


def _printing(context: Context, *, off: bool) -> Message:
    """The ways to print without a printer, with the file to take along."""
    page = _page(context, "off" if off else "printing", ways=_ways(context))
    return replace(page, attachment=context.case.attachment)


def _ways(context: Context) -> str:
    """The ways as the programme file has them, and when somebody last looked."""
    ways, checked = (
        context.programme.words[context.session.language].get("printing", ""),
        context.programme.printing_checked,
    )
    if not ways or checked is None:
        return context.say("sign.no_ways")
    day = plain_day(checked, context.words.language)
    return f"{ways}\n{context.say('sign.ways_checked', day=day)}"


def _link(context: Context, requested: SigningRequested) -> Message:
    url, until = context.case.sign_link, clock(datetime.fromisoformat(requested.until))
    if not url:
        return _printing(context, off=True)
    if requested.way == ProofMethod.CHAT:
        return _page(context, "self", until=until, links=(Link(context.say("sign.open"), url),))
    company = context.answer("company.name")
    text = context.say("sign.share", company=company.value if company else "", until=until)
    links = (
        Link(
            context.say("sign.by_line"),
            f"https://line.me/R/share?text={quote(f'{text} {_outside_line(url)}')}",
        ),
        Link(context.say("sign.by_telegram"), f"https://t.me/share/url?url={quote(url)}&text={quote(text)}"),
        Link(context.say("sign.open_to_copy"), url),
    )
    return _page(context, "other", address=requested.address, until=until, links=links)


def _outside_line(url: str) -> str:
    """The link with the wish that LINE opens the phone's browser: its own keeps no download."""
    return f"{url}?openExternalBrowser=1"


def _page(
    context: Context,
    name: str,
    buttons: tuple[Button, ...] = (),
    *,
    links: tuple[Link, ...] = (),
    **facts: object,
) -> Message:
    """A page of its own; where there are links to open, nothing else is to be tapped."""
    status = context.button("status", Verb.COMMAND, "status")
    return Message(
        look=Look.PLAIN,
        title=context.say(f"sign.{name}_title"),
        body=context.say(f"sign.{name}", **facts),
        buttons=() if links else buttons or (status,),
        links=links,
        language=context.words.language,
    )
