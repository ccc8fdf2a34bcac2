"""The screens of an alliance for the gallery: every chapter of its leader, every panel of a member, and what both are
told, at their beginning, half-way and sent in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.gallery.walk import Shot, Walk
from bot.paths import SCHEMES
from bot.presenter.context import CaseFacts, Context
from bot.presenter.pages import welcome
from bot.presenter.panels import alliance_news
from bot.presenter.panels.invitations import invited
from bot.presenter.panels.pictures import pictured
from bot.presenter.presenter import screen
from flows.events.alliance import InvitationsMade, PictureMade
from flows.interface.inbound import Opened
from flows.scheme.definition import Definition
from flows.screens.view import view
from flows.session.alliance import Part
from flows.session.answers import Answer
from flows.session.state import Session

SAMPLE = SCHEMES / "alliance" / "samples" / "workspace.json"
"""An invented leader's work: its answers, its entries, the chapters it has, what a member has."""

CHATS = {"line": "https://line.me/R/oaMessage/%40example", "telegram": "https://t.me/example_bot"}
CODES = "K7M4QX", "3HB9RT", "WP5N8C"
PARTS = ("board", "kpi", "schedule")


def sample() -> Mapping[str, Any]:
    """What the file says."""
    told: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return told


def alliance_gallery(leading: Definition, seat: Definition, language: str) -> Iterator[Shot]:
    """Every screen, in one language. `leading` and `seat` are the forms of leader and member."""
    walk = Walk(leading, language)
    yield walk.shot("leader: welcome", Opened())
    shut = replace(leading.programme, closes=walk.now - timedelta(hours=1))
    closed = replace(walk.context(), definition=replace(leading, programme=shut))
    yield Shot("leader: closed", (welcome(closed),))
    told = sample()
    yield from _of_the_leader(walk.context(), told)
    yield from _of_a_member(Walk(seat, language).context(), told)


def picture_data(leading: Definition, language: str, part: str) -> str:
    """What the picture of a part of the leader's work shows, as JSON."""
    drawn = leading.form.own.picture
    assert drawn
    session = leader_at(Walk(leading, language).context(), sample(), "board").session
    return json.dumps(drawn(leading, session, part), ensure_ascii=False)


def leader_at(context: Context, told: Mapping[str, Any], chapter: str, **changed: Any) -> Context:
    """The leader with a chapter open; `changed` are entries, and `part` what was sent in."""
    part = changed.pop("part", Part())
    entries = {**told["entries"], "chapter": chapter, **changed}
    entries = {key: value for key, value in entries.items() if value is not None}
    answers = {key: Answer(value) for key, value in told["answers"].items()}
    session = replace(
        context.session, programme=context.programme.id, consent_version=context.programme.notice_version,
        answers=answers, entries=entries, alliance=part,
    )  # fmt: skip
    return replace(context, session=session)


def _of_the_leader(context: Context, told: Mapping[str, Any]) -> Iterator[Shot]:
    for chapter in told["chapters"]:
        yield _shown(f"leader: {chapter}", leader_at(context, told, chapter))
    for name, changed in told["more"].items():
        yield _shown(f"leader: {name}", leader_at(context, told, **changed))
    for name, state in told["sent"].items():
        yield _shown(
            f"leader: {name}", leader_at(context, told, state["chapter"], part=Part(**state["part"]))
        )
    first = leader_at(context, told, "members")
    made = InvitationsMade("", dict(zip(told["invited"], CODES, strict=False)), CHATS)
    yield Shot("leader: invitations", invited(first, (made,)))
    for part in PARTS:
        address = f"http://demo/skins/alliance/{context.words.language}/{part}.png"
        yield Shot(f"leader: picture of {part}", pictured(first, [PictureMade(part, "", address)]))
    for about in told["news"]["leader"]:
        plain = {**told["facts"], "words": ""}
        yield Shot(f"leader: news, {about}", (alliance_news.message(first, about, plain),))


def _of_a_member(context: Context, told: Mapping[str, Any]) -> Iterator[Shot]:
    for name, state in told["member"].items():
        answers = {key: Answer(value) for key, value in state.get("answers", {}).items()}
        session = Session(
            context.session.questionnaire, context.words.language, context.programme.id,
            consent_version=context.programme.notice_version, answers=answers,
            entries=state.get("entries", {}), alliance=Part(**state.get("part", {})),
        )  # fmt: skip
        yield _shown(f"member: {name}", replace(context, session=session))
    joined = replace(context.session, alliance=Part(seat="l"), entries={"invite": told["invite"]})
    for about in told["news"]["member"]:
        facts = told["facts"] if about == "reminded" else {**told["facts"], "words": ""}
        message = alliance_news.message(replace(context, session=joined), about, facts)
        yield Shot(f"member: news, {about}", (message,))


def _shown(name: str, context: Context) -> Shot:
    return Shot(
        name, (screen(replace(context, case=CaseFacts()), view(context.definition, context.session)),)
    )
