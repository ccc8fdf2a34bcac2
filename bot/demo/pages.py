"""The demo's chat page and the sample companies anyone can play. Written for the embedded demo only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.web.browser_language import asked_for
from bot.demo.alliance.showcase import Character
from bot.demo.looks import LOOKS
from bot.languages import LANGUAGES
from bot.service import Service
from bot.web.drawing import draw, words
from flows.definitions.languages import CHINESE


@dataclass(frozen=True)
class Pages:
    """Serves the pages over one service; `samples` are personas by name, `characters` the people of the
    alliance, where there is one."""

    service: Service
    samples: Mapping[str, Mapping[str, Any]]
    characters: Sequence[Character] = ()
    office: bool = False
    """Whether there is a desk beside the mailbox."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything the pages ask for."""
        return [
            web.get("/", self.page),
            web.get("/chat", self.page),
            web.get("/chat/samples/{id}", self.sample),
        ]

    async def page(self, request: web.Request) -> web.Response:
        """The chat alone, or beside the mailbox, in the browser's language and the look asked for."""
        language = asked_for(request.headers.get("Accept-Language", "")) or LANGUAGES[0]
        look = request.query.get("look", "")
        html = draw(
            "chat.html" if request.path == "/chat" else "demo.html",
            programme_title=self.service.programme.words[language]["title"],
            language=language,
            look=look if look in LOOKS else "",
            turns="/chat/turns",
            office=self.office,
            source="",
            alliance=bool(self.characters),
            samples=[
                (name, each.get("title", name), each.get("note", "")) for name, each in self.samples.items()
            ],
            all_words={each: words(each) for each in LANGUAGES},
            titles={each: self.service.programme.words[each]["title"] for each in LANGUAGES},
        )
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return web.Response(text=html, content_type="text/html", headers=headers)

    async def sample(self, request: web.Request) -> web.Response:
        """What that company would type for a question; empty when it has no answer."""
        question = request.query.get("question", "")
        form, answers = self._answers(request.match_info["id"])
        return web.Response(text=self._typed(form, question, answers.get(question, "")))

    def _answers(self, name: str) -> tuple[str, Mapping[str, Any]]:
        """The form that somebody of this name fills in, and their answers."""
        for each in self.characters:
            if each.name == name:
                return each.form, each.answers
        return self.service.programme.questionnaire, self.samples.get(name, {}).get("answers", {})

    def _typed(self, form: str, question_id: str, answer: object) -> str:
        """An answer of a persona as typed text: option ids become their labels, rows become lines."""
        edition = self.service.editions[form]
        question = edition.questionnaire.by_id.get(question_id)
        if question is None or answer is None:
            return ""
        if isinstance(answer, Mapping):
            return "；".join(str(part) for part in answer.values())
        if isinstance(answer, list) and question.options:
            words = edition.speak(CHINESE)
            return "、".join(words.option(question_id, option) for option in answer)
        return "\n".join(map(str, answer)) if isinstance(answer, list) else str(answer)
