"""Somebody of an alliance in front of their chat: answers questions as any persona, and what panels ask."""

import re
from collections.abc import Mapping
from typing import Any

from bot.demo.player import Player
from bot.demo.standins.person import Person
from flows.definitions.edition import Edition
from flows.definitions.questionnaire import Question
from flows.interface.callback_data import Verb

CODE = re.compile(r"加入 ([2-9A-HJKMNP-Z]{6})")
CARRY = "carry"
"""The button that takes over what was answered in another application."""


class AlliancePlayer(Player):
    """Plays until a panel is on the screen; what is done there is said by whoever plays the leader or a member."""

    def __init__(self, name: str, answers: Mapping[str, Any], edition: Edition, person: Person) -> None:
        super().__init__({"answers": answers}, edition, person)
        self.name = name

    @property
    def messages(self) -> int:
        """What was typed and tapped so far."""
        return self._taps + self._typed

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return self._person.screen

    @property
    def person(self) -> Person:
        """Whose chat it is."""
        return self._person

    @property
    def at_panel(self) -> bool:
        """Whether a panel is on the screen."""
        return bool(self._button(Verb.PANEL)) and not self._button(Verb.PANEL, CARRY)

    async def step(self) -> None:
        """As any persona; answers given elsewhere are taken over."""
        if not await self.act(CARRY):
            await super().step()

    async def answer(self, most: int = 0) -> None:
        """Answer questions and look through pages until a panel is on the screen; no more than `most` steps, unless
        that is 0."""
        self.stopped_at, last = "", min(MOST_ACTS, self._acts + most if most else MOST_ACTS)
        while not self.at_panel and not self.stopped_at and self._acts < last:
            await self.step()

    async def answer_question(self, question: Question) -> None:
        """As any persona; words beside an option that wants some are under `question.option`."""
        words = next(
            (self._answers.get(f"{question.id}.{option}") for option in self._chosen(question)), None
        )
        if words is None:
            await super().answer_question(question)
            return
        self._answered.add(question.id)
        await self._act(question.id, tap=self._button(Verb.ANSWER, question.id, self._chosen(question)[0]))
        await self._act(question.id, say=str(words))

    def _chosen(self, question: Question) -> list[str]:
        answer = self._answers.get(question.id)
        return [str(one) for one in answer] if isinstance(answer, list) else []

    async def act(self, act: str, about: str = "") -> bool:
        """Tap a panel's button; False where there is none."""
        names = (act, about) if about else (act,)
        tap = self._button(Verb.PANEL, *names)
        if tap:
            await self._act(act, tap=tap)
        return bool(tap)

    async def say(self, text: str) -> None:
        """Type something."""
        await self._act("say", say=text)

    async def send(self, content: bytes) -> None:
        """Send a file."""
        await self._act("file", photo=content)
        self._typed += 1

    async def begin(self, programme: str = "") -> None:
        """Open the chat, begin, agree to the notice. `programme`: which to choose, where there are several. Who has
        applied for something before begins another application."""
        await self._act("open")
        if not self._button(Verb.SCHEME) and not self._button(Verb.COMMAND, "start"):
            await self.say(self._words.phrases["command.another"])
        chosen = self._button(Verb.SCHEME, programme) if programme else ""
        await self._act("start", tap=chosen or self._button(Verb.COMMAND, "start"))
        await self.agree()

    async def join(self, code: str, ubn: str = "") -> None:
        """Open the chat with an invitation code; `ubn` where the code is for anybody."""
        await self._act("open")
        await self.say(f"加入 {code}")
        await self.agree()
        if ubn and not self.at_panel:
            await self.say(ubn)
        await self.act("join")

    async def agree(self) -> None:
        """Agree to the notice."""
        if tap := self._button(Verb.CONSENT):
            await self._act("consent", tap=tap)


MOST_ACTS = 600
