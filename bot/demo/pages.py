"""The demo's chat page and the sample companies anyone can play. Written for the embedded demo only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.web.browser_language import asked_for
from bot.languages import LANGUAGES
from bot.service import Service
from bot.web.drawing import draw, words

LOOKS = ("", "line", "telegram")


@dataclass(frozen=True)
class Pages:
    """Serves the pages over one service; `samples` are personas by name."""

    service: Service
    samples: Mapping[str, Mapping[str, Any]]

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
            source="",
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
        answers = self.samples.get(request.match_info["id"], {}).get("answers", {})
        return web.Response(text=self._typed(question, answers.get(question, "")))

    def _typed(self, question_id: str, answer: object) -> str:
        """An answer of a persona as typed text: option ids become their labels, rows become lines."""
        edition = self.service.editions[self.service.programme.questionnaire]
        question = edition.questionnaire.by_id.get(question_id)
        if question is None or answer is None:
            return ""
        if isinstance(answer, Mapping):
            return "；".join(str(part) for part in answer.values())
        if isinstance(answer, list) and question.options:
            words = edition.speak("zh-TW")
            return "、".join(words.option(question_id, option) for option in answer)
        return "\n".join(map(str, answer)) if isinstance(answer, list) else str(answer)
