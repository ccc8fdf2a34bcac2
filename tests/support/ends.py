"""The ends of an application, played: an owner's chat, and others that take it over by digits."""

import re

from bot.conversation.handover.claiming import Claiming
from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Content, Inbound, Tap, Text
from flows.interface.messages import Message
from flows.interface.ports import Receive
from tests.support.lobby import Visitor
from tests.support.programmes import NOW, catalogue, programme

NINE = re.compile(r"\d{3} \d{3} \d{3}")


class Ended(Visitor):
    """Somebody whose messages may claim an application (bot/conversation/handover/claiming.py)."""

    async def send(self, turns: TurnProcessor, content: Content) -> tuple[Message, ...]:
        """Send something and look at the reply."""
        return await self.seen(await claiming(turns)(self.inbound(content)))

    async def type(self, turns: TurnProcessor, *texts: str) -> str:
        """Type these one after the other; the last reply as text."""
        for text in texts:
            await self.send(turns, Text(text))
        return told(self.screen)

    async def press(self, turns: TurnProcessor, label: str) -> str:
        """Tap the button of that label on the screen."""
        await self.send(turns, self.tap(label))
        return told(self.screen)

    def tap(self, label: str) -> Tap:
        """What that button sends."""
        taps = [(each.label, each.tap) for message in self.screen for each in message.buttons]
        taps += [(each.label, each.tap) for message in self.screen for each in message.choices]
        return next(Tap(tap) for name, tap in taps if name.startswith(label))


def claiming(turns: TurnProcessor) -> Receive:
    """The way messages take in front of these turns."""
    known = catalogue(programme())
    return Claiming(turns.ends, turns.receive, turns.set_aside, _zh, known, lambda: NOW).receive


async def _zh(_inbound: Inbound) -> str:
    return "zh-TW"


def told(screen: tuple[Message, ...]) -> str:
    """Everything on a screen, as text."""
    parts: list[str] = []
    for message in screen:
        parts += [note.text for note in message.notes] + [message.title, message.body]
        parts += [f"{line.label}：{line.value}" for line in message.lines]
        parts += [button.label for button in message.buttons]
    return "\n".join(parts)


async def offered(turns: TurnProcessor, owner: Ended, to: str = "換到電腦") -> str:
    """The nine digits of an offer made in the owner's chat."""
    await owner.type(turns, "換裝置")
    shown = NINE.search(await owner.press(turns, to))
    assert shown, told(owner.screen)
    return shown[0].replace(" ", "")


async def claimed(turns: TurnProcessor, end: Ended, digits: str) -> str:
    """The two digits an end is shown that claims an offer."""
    said = await end.type(turns, f"接手 {digits[:3]}-{digits[3:6]}-{digits[6:]}")
    shown = re.search(r"兩位數：(\d\d)", said)
    assert shown, said
    return shown[1]


async def handed_over(turns: TurnProcessor, owner: Ended, end: Ended, to: str = "換到 Telegram") -> None:
    """The application moved, and the new end has looked at it."""
    digits = await offered(turns, owner, to)
    assert "已換到" in await owner.type(turns, await claimed(turns, end, digits))
    await end.type(turns, "開始")
