"""Plays a persona: looks at the screen like a person, answers what is asked, and keeps the score."""

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from bot.demo.standins.person import Person
from flows.definitions.edition import Edition
from flows.definitions.languages import CHINESE
from flows.definitions.questionnaire import Kind, Question
from flows.interface.callback_data import TOGETHER, CallbackData, Verb, decode
from flows.screens.drafts import REST
from flows.session.case_number import PATTERN

MOST_ACTS = 400
"""More than any application needs; a persona who goes in circles stops here."""

_CASE = re.compile(rf"\b({PATTERN})\b")
_PICTURE = "[http"
"""A picture is written as its address, which nobody reads."""

_HAN = re.compile("[\u3400-\u9fff]")
_GO_ON = (Verb.CONSENT, Verb.REVIEWED, Verb.WARNINGS, Verb.SUBMIT)
"""Buttons of screens that are not questions, in the order they come."""


class Player:
    """One run of one persona in front of one person's chat."""

    def __init__(self, script: Mapping[str, Any], edition: Edition, person: Person) -> None:
        self._answers: Mapping[str, Any] = script["answers"]
        self._language = script.get("lang", CHINESE)
        self._edition = edition
        self._person = person
        self._lines: list[str] = []
        self._seconds: dict[str, float] = {}
        self._of_register = script.get("register", "take")
        self._answered: set[str] = set()
        self._acts = self._taps = self._typed = self._characters = self._han = self._read = 0
        self._before: frozenset[str] = frozenset()
        self.case_number = ""
        self.stopped_at = ""
        self._words = edition.speak(self._language)

    @property
    def transcript(self) -> str:
        """The chat as read on screen."""
        return "\n".join(self._lines) + "\n"

    def report(self) -> dict[str, Any]:
        """The score so far."""
        return {
            "case_number": self.case_number,
            "turns": self._acts,
            "answers": len(self._answered),
            "messages": self._taps + self._typed,
            "taps": self._taps,
            "typed_characters": self._characters,
            "typed_han": self._han,
            "read_characters": self._read,
            "seconds": {step: round(spent, 3) for step, spent in self._seconds.items()},
            "stopped_at": self.stopped_at,
        }

    async def play(self) -> None:
        """From hello until the receipt, a verdict that ends it, or the end of the persona's answers."""
        await self._act("open")
        if tap := self._button(Verb.LANGUAGE, self._language):
            await self._act("language", tap=tap)
        await self._act("start", tap=self._button(Verb.COMMAND, "start"))
        await self.go_on()
        self.stopped_at = self.stopped_at or ("" if self.case_number else "too_many_turns")

    async def go_on(self, until: str = "") -> None:
        """From wherever the chat is until that question is asked, the receipt, or the end of the persona's answers."""
        while not self.case_number and not self.stopped_at and self._acts < MOST_ACTS:
            asked = self._asked() if until else None
            if asked and asked.id == until:
                return
            await self.step()

    async def send_back(self, photo: bytes) -> None:
        """Send a photo of the signed form."""
        await self._act("signed_copy", photo=photo)

    async def confirm_copy(self) -> bool:
        """Tap 送出 under the copy; False when the bot did not offer it."""
        tap = self._button(Verb.COPY_SEND)
        if tap:
            await self._act("send_copy", tap=tap)
        return bool(tap)

    async def step(self) -> None:
        """Do what the screen asks for."""
        for verb in _GO_ON:
            if tap := self._button(verb):
                await self._act(verb.name.lower(), tap=tap)
                if verb is Verb.SUBMIT and (found := _CASE.search(self._person.screen)):
                    self.case_number = found[1]
                return
        if tap := self._button(Verb.REGISTER, self._of_register):
            self._answered.add("register")
            await self._act("register", tap=tap)
        elif tap := self._button(Verb.CANDIDATE):
            await self._act("confirm", tap=tap)
        elif question := self._asked():
            await self.answer_question(question)
        else:
            self.stopped_at = "not_eligible" if self._button(Verb.EDIT) else "unknown_screen"

    def _asked(self) -> Question | None:
        """The question whose wording stands on a line of its own on the screen."""
        lines = {line.strip() for line in self._person.screen.split("\n")}
        asked = [q for q in self._edition.questionnaire.questions if q.asked]
        found = [q for q in asked if self._words.of(q.id, "label") in lines]
        return found[-1] if found else None

    async def answer_question(self, question: Question) -> None:
        """Answer one question, in as many acts as it takes."""
        answer = self._answers.get(question.id)
        self._answered.add(question.id)
        if answer is None:
            self.stopped_at = question.id
        elif isinstance(answer, Mapping) and question.is_scale:
            await self._mark(question, {row: str(step) for row, step in answer.items()})
        elif isinstance(answer, Mapping):
            await self._act(question.id, say="；".join(map(str, answer.values())))
        elif isinstance(answer, list):
            await self._several(question, [str(part) for part in answer])
        else:
            await self._act(question.id, say=str(answer))
        if not self.stopped_at and self._asked() == question and not self._button(Verb.CANDIDATE):
            self.stopped_at = question.id

    async def _several(self, question: Question, parts: list[str]) -> None:
        """Rows of a table are typed; options are tapped, those that stand together first, then 完成 unless the last one
        was tapped as such."""
        if question.kind is Kind.TABLE:
            await self._act(question.id, say="\n".join(parts))
        elif question.kind in (Kind.MULTI_CHOICE, Kind.RANKING):
            taps = [*self._together(question, parts)]
            for tap in taps[:-1]:
                await self._act(question.id, tap=self._anywhere(Verb.TOGGLE, question.id, tap))
            last = self._anywhere(Verb.FINISH, question.id, taps[-1])
            await self._act(question.id, tap=last or self._anywhere(Verb.TOGGLE, question.id, taps[-1]))
        else:
            await self._act(question.id, tap=self._button(Verb.ANSWER, question.id, parts[0]))
        if self._asked() == question and (done := self._button(Verb.DONE, question.id)):
            await self._act(question.id, tap=done)

    def _together(self, question: Question, parts: list[str]) -> Iterator[str]:
        """What to tap for these options: a combination that is on the screen, then what is left."""
        offered = [
            pressed.second
            for data in self._person.buttons.values()
            if (pressed := decode(data)) and pressed.verb is Verb.TOGGLE and pressed.first == question.id
        ]
        fitting = [each for each in offered if TOGETHER in each and set(each.split(TOGETHER)) <= set(parts)]
        combination = max(fitting, key=len, default="")
        yield from filter(None, [combination])
        yield from (part for part in parts if part not in combination.split(TOGETHER))

    async def _mark(self, question: Question, steps: dict[str, str]) -> None:
        """Tap each row's step where all rows can be marked on one card: those that differ from most, then the rest at
        once. Row by row anywhere else."""
        most = max(steps.values(), key=[*steps.values()].count)
        all_rows = all(self._button(Verb.ANSWER, question.id, most, row) for row in steps)
        for row, step in steps.items():
            if all_rows and step == most:
                continue
            await self._act(question.id, tap=self._anywhere(Verb.ANSWER, question.id, step, row))
        if all_rows:
            await self._act(question.id, tap=self._anywhere(Verb.ANSWER, question.id, most, REST))

    def _anywhere(self, verb: Verb, *names: str) -> str:
        """A button on the screen, or further up in the chat."""
        return self._button(verb, *names) or self._button(verb, *names, up=True)

    def _button(self, verb: Verb, *names: str, up: bool = False) -> str:
        """The data of a button on screen, or with `up` further up in the chat, with that verb and those names; empty if
        there is none."""
        for data in (self._person.earlier if up else self._person.buttons).values():
            pressed = decode(data)
            if pressed and pressed.verb is verb and _names(pressed)[: len(names)] == names:
                return data
        return ""

    async def _act(self, step: str, *, say: str = "", tap: str = "", photo: bytes = b"") -> None:
        started = time.perf_counter()
        if tap:
            self._taps += 1
            self._lines.append(f"\n> [{self._label(tap)}]\n")
            await self._person.tap(tap)
        elif say:
            self._typed += 1
            self._characters += len(say)
            self._han += len(_HAN.findall(say))
            self._lines.append(f"\n> {say}\n")
            await self._person.say(say)
        elif photo:
            self._lines.append("\n> (photo)\n")
            await self._person.photograph(photo)
        else:
            await self._person.open()
        self._acts += 1
        self._seconds[step] = self._seconds.get(step, 0.0) + time.perf_counter() - started
        self._lines.append(self._person.screen)
        self._count_read(changed=bool(tap) and self._person.changes_in_place)

    def _count_read(self, *, changed: bool) -> None:
        """Characters of the answer and of the buttons under it, without spaces; of one that was `changed` where it
        stood only the lines that are new."""
        screen = self._person.screen
        buttons = [label for label in self._person.beside if label not in screen]
        lines = [line for line in (*screen.split("\n"), *buttons) if not line.startswith(_PICTURE)]
        self._read += sum(
            len("".join(line.split())) for line in lines if not (changed and line in self._before)
        )
        self._before = frozenset(lines)

    def _label(self, tap: str) -> str:
        known = {**self._person.earlier, **self._person.buttons}
        return next((label for label, data in known.items() if data == tap), tap)


def _names(pressed: CallbackData) -> tuple[str, ...]:
    return (pressed.first, pressed.second, pressed.third)
