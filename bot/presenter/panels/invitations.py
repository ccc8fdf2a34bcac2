"""Codes just made, as texts to forward: with links that open our chat and fill the code in."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from bot.presenter.context import Context
from flows.events.alliance import InvitationsMade
from flows.events.event import Event
from flows.interface.messages import Copied, Link, Look, Message

APART = 3
"""Up to so many texts come as messages of their own, each with a button to share it: LINE shows five at a time."""

LONGEST_LINK = 1000
"""Characters of an address under a button (LINE, uri action)."""

SHARE = "https://line.me/R/share?text="
"""Opens LINE's list of whom to forward a text to; on phones only (LINE, URL scheme)."""


def invited(context: Context, events: Sequence[Event]) -> tuple[Message, ...]:
    """The codes that were made just now, each with what to forward."""
    made = [event for event in events if isinstance(event, InvitationsMade) and event.codes]
    return tuple(message for event in made for message in _messages(context, event))


def _messages(context: Context, event: InvitationsMade) -> Iterator[Message]:
    language, title, how = context.words.language, context.say("invite.title"), context.say("invite.how")
    texts = {code: _text(context, event, ubn, code) for ubn, code in event.codes.items()}
    if len(texts) > APART:
        yield Message(Look.PLAIN, title, "\n\n".join((how, *texts.values())), language=language)
        return
    for code, text in texts.items():
        short = "\n".join((_short(context, code), *_links(context, event.chats, code)[:1]))
        address = SHARE + quote(short)
        share = (Link(context.say("invite.share"), address),) if len(address) <= LONGEST_LINK else ()
        copied = (Copied(context.say("invite.copy"), text),)
        yield Message(Look.PLAIN, title, f"{how}\n\n{text}", language=language, links=share, copies=copied)


def _text(context: Context, event: InvitationsMade, ubn: str, code: str) -> str:
    companies = {each["ubn"]: each["name"] for each in context.session.entries.get("planned") or ()}
    values, roles = context.session.values(), context.edition.roles
    if event.colleague:
        return "\n".join((_colleagues(context, code), *_links(context, event.chats, code)))
    said = context.say(
        "invite.text",
        company=companies.get(ubn) or ubn or context.say("invite.anyone"),
        code=code,
        alliance=values.get(roles.question("alliance.name"), ""),
        leader=values.get(roles.question("company.name"), ""),
    )
    return "\n".join((said, *_links(context, event.chats, code)))


def _colleagues(context: Context, code: str) -> str:
    """To somebody of the same company."""
    values, roles = context.session.values(), context.edition.roles
    led = values.get(roles.question("alliance.name"), "")
    return context.say(
        "invite.colleague",
        alliance=led or context.session.entries.get("invite", {}).get("name", ""),
        company=values.get(roles.question("company.name"), "") or context.say("invite.anyone"),
        code=code,
    )


def _short(context: Context, code: str) -> str:
    name = context.session.values().get(context.edition.roles.question("alliance.name"), "")
    return context.say("invite.short", alliance=name, code=code)


def _links(context: Context, chats: Mapping[str, str], code: str) -> list[str]:
    """Links that open our chat, on each platform, with the code filled in; or a page, for who has neither."""
    found = {
        "line": lambda begins: f"{begins}/?{quote(context.say('invite.typed', code=code))}",
        "telegram": lambda begins: f"{begins}?start=j_{code}",
        "web": lambda begins: context.say("invite.web", link=f"{begins}/{code}"),
    }
    return [found[name](begins) for name, begins in chats.items() if name in found]
