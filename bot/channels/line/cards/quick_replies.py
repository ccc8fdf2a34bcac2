"""Quick replies: the fastest way to answer on a phone, absent on LINE for PC and gone after the next message.

Everything they offer stands in the card as well, but for the camera, which a computer has in its own way."""

from bot.channels.line.cards.components import day_picker, postback
from bot.channels.line.limits import QUICK_LABEL, QUICK_REPLIES, Json, sendable_data
from bot.channels.shared.text import cut_graphemes
from bot.channels.shared.words import Words
from flows.interface.messages import Button, Choice, Message, Weight

FEW = 11
"""Options up to here are offered; two places are left for buttons."""


def quick_reply(message: Message, words: Words) -> Json | None:
    """The quick replies of a message; None when it offers nothing to tap."""
    few = message.choices if len(message.choices) <= FEW else ()
    choices = [_choice(choice) for choice in few if sendable_data(choice.tap)]
    buttons = [button for button in message.buttons if sendable_data(button.tap)]
    if message.photo:
        leading = [_button(button) for button in buttons if button.weight is Weight.PRIMARY]
        others = [_button(button) for button in buttons if button.weight is not Weight.PRIMARY]
        return items([*leading, *_camera(message, words), *others])
    days = [day_picker(words(message.language, "channel.pick_day"), message.days)] if message.days else []
    return items([*choices, *days, *map(_button, buttons)])


def after_tick_reply(message: Message) -> Json | None:
    """Those under what is ticked so far: the way on first, then as many options as find room."""
    on = [_button(button) for button in message.buttons if button.weight is Weight.PRIMARY]
    return items([*on, *(_choice(choice) for choice in message.choices if sendable_data(choice.tap))])


def items(taps: list[Json]) -> Json | None:
    """As many actions as LINE takes; None for none."""
    found = [{"type": "action", "action": tap} for tap in taps[:QUICK_REPLIES]]
    return {"items": found} if found else None


def _camera(message: Message, words: Words) -> list[Json]:
    """One tap to the camera, one to the pictures taken before."""
    return [
        {"type": "camera", "label": words(message.language, "channel.camera")},
        {"type": "cameraRoll", "label": words(message.language, "channel.camera_roll")},
    ]


def _choice(choice: Choice) -> Json:
    label = choice.brief or choice.label
    ticked = f"☑{label}" if choice.ticked else label
    return postback(cut_graphemes(ticked, QUICK_LABEL), choice.tap, choice.label)


def _button(button: Button) -> Json:
    label = cut_graphemes(button.label, QUICK_LABEL)
    return postback(label, button.tap, button.says or button.label, button.typed)
