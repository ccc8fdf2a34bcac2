"""A scheme's own screen as a message, what it says once as a note, and codes just made as texts to forward."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.presenter.context import Context, clock
from flows.definitions.words import Words
from flows.events.alliance import InvitationsMade, PageLinkMade, Remarked
from flows.events.event import Event
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Look, Message, Note, Tone, Weight
from flows.interface.panel import Joined, OptionName, PanelButton, PanelLine, Phrase, Said
from flows.screens.prompts import Panel


def panel(context: Context, prompt: Panel) -> Message:
    """The message of a panel."""
    return Message(
        Look.TASKS if prompt.lines else Look.PLAIN,
        title=said(context, prompt.title),
        body=said(context, prompt.body),
        lines=tuple(_line(context, each) for each in prompt.lines),
        buttons=tuple(_button(context, each) for each in prompt.buttons),
        language=context.words.language,
    )


def told(context: Context, event: Remarked) -> Note:
    """What is said once."""
    return Note(Tone(event.tone), context.say(event.phrase, **event.facts))


def made(context: Context, events: Sequence[Event]) -> tuple[Message, ...]:
    """What was made just now and is told once: codes, each with what to forward; a link to the web page."""
    messages: list[Message] = []
    for event in events:
        if isinstance(event, InvitationsMade) and event.codes:
            messages.append(_codes(context, event))
        if isinstance(event, PageLinkMade) and event.link:
            messages.append(_page_link(context, event))
    return tuple(messages)


def _page_link(context: Context, event: PageLinkMade) -> Message:
    """The link stands in the text alone: what is read out in a notification's preview is the title."""
    body = context.say("page.link", link=event.link, until=clock(datetime.fromisoformat(event.until)))
    return Message(Look.PLAIN, context.say("page.link_title"), body, language=context.words.language)


def _codes(context: Context, event: InvitationsMade) -> Message:
    companies = {each["ubn"]: each["name"] for each in context.session.entries.get("planned") or ()}
    values, roles = context.session.values(), context.edition.roles
    facts = {
        "alliance": values.get(roles.question("alliance.name"), ""),
        "leader": values.get(roles.question("company.name"), ""),
    }
    texts = [
        context.say(
            "invite.text",
            company=companies.get(ubn) or ubn or context.say("invite.anyone"),
            code=code,
            **facts,
        )
        for ubn, code in event.codes.items()
    ]
    body = "\n\n".join((context.say("invite.how"), *texts))
    return Message(Look.PLAIN, context.say("invite.title"), body, language=context.words.language)


def said(context: Context, what: Said) -> str:
    """Words as they are, or phrases with their gaps filled, the programme's facts at hand."""
    return _said(context.say, context.words, what)


def said_in(words: Words, what: Said) -> str:
    """The same outside a chat."""
    return _said(words.say, words, what)


def _said(say: Callable[..., str], words: Words, what: Said) -> str:
    match what:
        case Phrase():
            return say(what.key, **{name: _said(say, words, each) for name, each in what.facts.items()})
        case Joined():
            return what.between.join(filter(None, (_said(say, words, part) for part in what.parts)))
        case OptionName():
            return words.option(what.question, what.option)
        case _:
            return what


def _line(context: Context, line: PanelLine) -> Line:
    act, _, about = line.act.partition(".")
    tap = context.tap(Verb.PANEL, line.act, about) if act else ""
    return Line(said(context, line.label), said(context, line.value), tap=tap, tone=Tone(line.tone))


def _button(context: Context, button: PanelButton) -> Button:
    label = said(context, button.label)
    weight = Weight.PRIMARY if button.primary else Weight.DANGER if button.danger else Weight.PLAIN
    return Button(label, context.tap(Verb.PANEL, button.act, button.about), weight, label)
