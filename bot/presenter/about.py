"""「了解計畫」: what people ask about the programme before and while they apply, answered from the programme file."""

from bot.presenter.context import Context
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Look, Message
from flows.screens.about import Topic


def overview(context: Context) -> Message:
    """What the programme is, and what one may ask."""
    return _page(context, context.say("about.title"), context.say("about.body"))


def topic(context: Context, asked: Topic) -> Message:
    """One answer, and what else one may ask."""
    facts = {name: str(fact) for name, fact in context.facts.items()}
    lines = [context.say(f"about.{asked.value}").format_map(facts)]
    if asked is Topic.CONTACT and context.programme.links:
        lines.append(context.say("about.page"))
    return _page(context, context.say(f"button.about_{asked.value}"), "\n".join(lines), asked)


def _page(context: Context, title: str, body: str, but: Topic | None = None) -> Message:
    buttons = tuple(_button(context, each) for each in Topic if each is not but)
    return Message(Look.PLAIN, title, body, buttons=buttons, language=context.words.language)


def _button(context: Context, topic: Topic) -> Button:
    label = context.say(f"button.about_{topic.value}")
    return Button(label, context.tap(Verb.ABOUT, topic.value), says=label)
