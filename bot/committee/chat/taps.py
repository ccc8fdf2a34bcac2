"""Buttons of a reviewer's desk: what is written into them, and which of them a text or a tap means."""

from flows.definitions.text import normal
from flows.interface.inbound import Content, Tap, Text
from flows.interface.messages import Message
from flows.selection.chat.place import Act, Pressed, Said, Typed

_PREFIX = "review"


def tap_of(serial: int, act: Act, value: str = "") -> str:
    """The data of a button (≤ 64 bytes)."""
    return f"{_PREFIX}:{serial}:{act}:{value}"


def pressed(data: str) -> Pressed | None:
    """What a button's data says; None for one of another desk."""
    prefix, serial, act, value = (data.split(":", 3) + [""] * 3)[:4]
    if prefix != _PREFIX or not serial.isdecimal() or act not in set(Act):
        return None
    return Pressed(int(serial), Act(act), value)


def meant(content: Content, shown: Message) -> Said:
    """What somebody says to the screen `shown`: a button, by tap, label or number, or words."""
    match content:
        case Tap(data):
            return pressed(data)
        case Text(text):
            labels = {normal(button.label): button.tap for button in shown.buttons}
            for choice in shown.choices:
                names = (str(choice.number), choice.label, choice.brief)
                labels |= {normal(name): choice.tap for name in names if name}
            tap = labels.get(normal(text))
            return pressed(tap) if tap else Typed(text)
        case _:
            return None
