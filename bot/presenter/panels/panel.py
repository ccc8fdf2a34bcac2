"""A scheme's own screen as a message, what it says once as a note, and codes just made as texts to forward."""

from collections.abc import Sequence

from bot.presenter.context import Context
from flows.events.alliance import InvitationsMade, Remarked
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


def invited(context: Context, events: Sequence[Event]) -> tuple[Message, ...]:
    """The codes that were made just now, each with what to forward."""
    return tuple(
        _codes(context, event) for event in events if isinstance(event, InvitationsMade) and event.codes
    )


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
    """Words as they are, or phrases with their gaps filled."""
    match what:
        case Phrase():
            return context.say(what.key, **{name: said(context, each) for name, each in what.facts.items()})
        case Joined():
            return what.between.join(filter(None, (said(context, part) for part in what.parts)))
        case OptionName():
            return context.words.option(what.question, what.option)
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
