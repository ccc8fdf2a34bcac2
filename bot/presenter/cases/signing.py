"""Signing online in words: who signs, the link with the ways to pass it on, what came of the number typed."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from bot.presenter.context import Context, clock
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.events.signing import SignerAddressAsked, SigningNumberChecked, SigningRequested
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Link, Look, Message, Weight
from flows.signing.facts import Way

TOPICS = frozenset({"sign", "sign_address", "printing"})
"""What may be asked for about signing."""


def offer(context: Context) -> tuple[Button, ...]:
    """The ways to sign without a printer, where signing online is on and nothing signed has come."""
    if context.session.copies or context.case.sent or context.session.joined:
        return ()
    if not context.case.signing_on:
        return ()
    sign = context.button("sign", Verb.COMMAND, "sign_online")
    return sign, context.button("printing", Verb.COMMAND, "print_at_store")


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
        case _:
            return _printing(context, off=topic == "sign")


def _printing(context: Context, *, off: bool) -> Message:
    """The ways to print without a printer, as the programme file has them."""
    ways = context.programme.words[context.session.language].get("printing", "")
    return _page(context, "off" if off else "printing", ways=ways or context.say("sign.no_ways"))


def _link(context: Context, requested: SigningRequested) -> Message:
    url, until = context.case.sign_link, clock(datetime.fromisoformat(requested.until))
    if not url:
        return _printing(context, off=True)
    if requested.way == Way.CHAT:
        return _page(context, "self", until=until, links=(Link(context.say("sign.open"), url),))
    company = context.answer("company.name")
    text = context.say("sign.share", company=company.value if company else "", until=until)
    links = (
        Link(context.say("sign.by_line"), f"https://line.me/R/share?text={quote(f'{text} {url}')}"),
        Link(context.say("sign.by_telegram"), f"https://t.me/share/url?url={quote(url)}&text={quote(text)}"),
        Link(context.say("sign.open_to_copy"), url),
    )
    return _page(context, "other", address=requested.address, until=until, links=links)


def _page(
    context: Context,
    name: str,
    buttons: tuple[Button, ...] = (),
    *,
    links: tuple[Link, ...] = (),
    **facts: object,
) -> Message:
    status = context.button("status", Verb.COMMAND, "status")
    return Message(
        look=Look.PLAIN,
        title=context.say(f"sign.{name}_title"),
        body=context.say(f"sign.{name}", **facts),
        buttons=buttons or (status,),
        links=links,
        language=context.words.language,
    )
