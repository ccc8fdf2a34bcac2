"""Quick replies: the fastest way to answer on a phone, absent on LINE for PC and gone after the next message.

Everything they offer stands in the card as well."""

from bot.channels.line.cards.components import day_picker, postback
from bot.channels.line.limits import QUICK_LABEL, QUICK_REPLIES, Json, sendable_data
from bot.channels.shared.text import cut_graphemes
from bot.channels.shared.words import Words
from flows.interface.messages import Button, Choice, Message

FEW = 11
"""Options up to here are offered; two places are left for buttons."""


def quick_reply(message: Message, words: Words) -> Json | None:
    """The quick replies of a message; None when it offers nothing to tap."""
    choices = message.choices if len(message.choices) <= FEW else ()
    taps = [_choice(choice) for choice in choices if sendable_data(choice.tap)]
    if message.days:
        taps.append(day_picker(words(message.language, "channel.pick_day"), message.days))
    taps += [_button(button) for button in message.buttons if sendable_data(button.tap)]
    items = [{"type": "action", "action": tap} for tap in taps[:QUICK_REPLIES]]
    return {"items": items} if items else None


def _choice(choice: Choice) -> Json:
    label = choice.brief or choice.label
    ticked = f"☑{label}" if choice.ticked else label
    return postback(cut_graphemes(ticked, QUICK_LABEL), choice.tap, choice.label)


def _button(button: Button) -> Json:
    return postback(cut_graphemes(button.label, QUICK_LABEL), button.tap, button.says or button.label)
