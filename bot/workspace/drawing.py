"""Draws the screens of the page in the leader's language: what the scheme says of them, free of how it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.channels.web.browser_language import asked_for
from bot.conversation.alliance.page_links import PAGE
from bot.languages import LANGUAGES
from bot.presenter.context import clock
from bot.presenter.panels.panel import said_in
from bot.service import Service
from bot.web.drawing import draw
from bot.web.drawing import words as page_words
from bot.workspace.writing import Change
from flows.definitions.words import Words
from flows.interface.web_page import PageForm, PageLink, PageRow
from flows.scheme.definition import Definition
from flows.scheme.own_screens import WebPage
from flows.session.state import Session

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """A browser that is let in, and what it writes: the leader's session as it is now."""

    key: str
    session: Session
    definition: Definition
    page: WebPage
    now: datetime

    def locked(self, name: str) -> bool:
        """Whether a form, or a file of that name, can no longer be changed."""
        return self.definition.form.own.locked(self.definition, self.session, name, self.now)

    @property
    def words(self) -> Words:
        """The scheme's words in the leader's language."""
        return self.definition.edition.speak(self.session.language)


def overview(writer: Writer, *, done: bool = False, problem: str = "", status: int = 200) -> web.Response:
    """Everything that can be written, the files, and what came of one just sent."""
    words = writer.words
    links = _linked_open(writer, writer.page.links(writer.definition, writer.session))
    uploads = _linked_open(writer, writer.page.uploads(writer.definition, writer.session))
    own = page_words(words.language)["workspace"]["page"]
    said = (own["refused"].get(problem) or words.say(f"files.refused.{problem}")) if problem else ""
    facts = {"links": links, "uploads": uploads, "done": done, "problem": said}
    return _drawn(writer, "overview", own["title"], facts, status)


def form_page(
    writer: Writer, form: PageForm, changes: Sequence[Change] = (), *, kept: bool = False, status: int = 200
) -> web.Response:
    """One form, with what is wrong in it, and who changed it last."""
    words = writer.words
    facts = {
        "name": form.name,
        "seen": form.seen,
        "body": said_in(words, form.body),
        "rows": [_row(words, each) for each in form.rows],
        "told": [said_in(words, each) for each in form.told],
        "ways": [(name, value, said_in(words, label)) for name, value, label in form.ways],
        "changes": [_changed(words.language, each) for each in changes],
        "upload": _linked(words, form.upload) if form.upload else None,
        "kept": kept,
        "wrong": any(each.problem for each in form.rows),
    }
    return _drawn(writer, "form", said_in(words, form.title), facts, status)


def conflict(
    writer: Writer, name: str, mine: Any, sent: Mapping[str, Sequence[str]], changes: Sequence[Change]
) -> web.Response:
    """Both values side by side; one's own can be sent again over the other, now that that one has been seen."""
    words, form = writer.words, writer.page.form(writer.definition, writer.session, name)
    assert form is not None
    theirs = writer.session.entries.get(name)
    facts = {
        "name": name,
        "seen": form.seen,
        "changes": [_changed(words.language, each) for each in changes[:1]],
        "mine": [said_in(words, each) for each in writer.page.told(name, mine)],
        "theirs": [said_in(words, each) for each in writer.page.told(name, theirs)],
        "fields": [(key, value) for key, values in sent.items() if key != "seen" for value in values],
    }
    return _drawn(writer, "conflict", said_in(words, form.title), facts, 409)


def without(service: Service, request: web.Request, name: str, status: int) -> web.Response:
    """What there is to say to a browser that is not let in, or not yet."""
    language = asked_for(request.headers.get("Accept-Language", "")) or LANGUAGES[0]
    programme = service.programme
    html = draw(
        "workspace_closed.html",
        screen=name,
        language=language,
        programme_title=programme.words[language]["title"],
        action=request.path,
    )
    return web.Response(text=html, status=status, content_type="text/html", headers=HEADERS)


def _drawn(writer: Writer, screen: str, title: str, facts: Mapping[str, Any], status: int) -> web.Response:
    language = writer.session.language
    html = draw(
        "workspace.html",
        screen=screen,
        language=language,
        programme_title=writer.definition.programme.words[language]["title"],
        title=title,
        said=page_words(language)["workspace"]["page"],
        root=PAGE,
        facts=facts,
    )
    return web.Response(text=html, status=status, content_type="text/html", headers=HEADERS)


def _changed(language: str, change: Change) -> str:
    """When, and by what."""
    said = page_words(language)["workspace"]["page"]["changed"]
    return f"{clock(change.at)} {said['by'].get(change.by, change.by)}"


def _linked_open(writer: Writer, links: Sequence[PageLink]) -> list[dict[str, Any]]:
    """What is not locked."""
    return [_linked(writer.words, each) for each in links if not writer.locked(each.name)]


def _linked(words: Words, link: PageLink) -> dict[str, Any]:
    title, state = said_in(words, link.title), said_in(words, link.state)
    return {"name": link.name, "title": title, "state": state, "done": link.done}


def _row(words: Words, row: PageRow) -> dict[str, Any]:
    fields = [
        {
            "kind": field.kind.value,
            "name": field.name,
            "label": said_in(words, field.label),
            "value": field.value,
            "most": field.most,
            "options": [(each.value, said_in(words, each.label), each.ticked) for each in field.options],
        }
        for field in row.fields
    ]
    return {"label": said_in(words, row.label), "fields": fields, "problem": said_in(words, row.problem)}
