"""Every chapter of the leader's workspace and every panel of a member, in both languages, with few and with thirty
companies: both platforms take it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.channels.line.draw import draw as draw_line
from bot.channels.telegram.draw import draw as draw_telegram
from bot.demo.standins.line_rules import check_reply
from bot.demo.standins.telegram_rules import read_keyboard, read_text
from bot.gallery.alliance import alliance_gallery
from bot.presenter.context import CaseFacts, Context
from bot.presenter.panels.alliance_news import message as news
from bot.presenter.panels.invitations import invited
from bot.presenter.presenter import screen
from flows.events.alliance import Conflicted, InvitationsMade
from flows.interface.messages import Message
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template
from flows.schemes.alliance.screens.workspace import CHAPTERS
from flows.schemes.alliance.stored import Json, schedule_json
from flows.screens.view import view
from flows.session.alliance import Part
from flows.session.answers import Answer
from flows.session.people import People
from flows.session.state import Session
from tests.support.alliances import LEADER, MEMBER, definition, leader_context
from tests.support.programmes import NOW

LONG = "聯合國際跨境電子商務股份有限公司"
ILLUSTRATED = {
    "prose.bg_origin": "一段\n［圖1：" + "字" * 60 + "］\n［圖2：］",
    "images.bg_origin": {"1": {"file": "a" * 64}, "2": {"file": "b" * 64}},
}
INVITE = {"alliance": "l", "name": "智慧餐旅新南向行", "leader": LONG, "ubn": "00001004", "invitation": "h"}
MOMENT = "2024-02-20T12:00:00+08:00"
FOUND = {"ubn": "00001009", "service": LONG, "answers": {"website": "無", "main_products": "字" * 200}}


def seats(number: int) -> list[Json]:
    """So many companies with long names, in every state."""
    figures = {
        "base": 12_000_000,
        "target": 15_000_000,
        "source": "cpa",
        "verdict": "eligible",
        "declared": True,
    }
    return [
        {
            "seat": f"{place:032x}", "ubn": f"{place:08d}", "company": f"{LONG[:-4]}{place}號有限公司",
            "leader": place == 1, "confirmed": place % 3 == 1, "changed": place % 2 == 0, "live": place != 2,
            "admitted": place % 5 != 0, "quiet": place % 7 == 0, "done": place % 4, "total": 31, "page": 2,
            "figures": figures if place % 3 == 1 else {},
        }
        for place in range(1, number + 1)
    ]  # fmt: skip


def leaders(language: str) -> Iterator[Context]:
    """A leader at every chapter, at the beginning and with all that there can be."""
    context = leader_context(language)
    rows = {"kpi.typed": {"channels": [6, 3, 2]}, "schedule": schedule_json(TEMPLATES[Template.BALANCED])}
    sent = Part(case_number="113-A001", revision=2)
    parts = [*CHAPTERS, "members.remove", "sent.withdraw", "prose.bg_origin", "lead.end"]
    states: Sequence[tuple[int, Json, Part]] = ((1, {}, Part()), (30, rows, sent))
    lead: Sequence[tuple[int, Json, Part]] = (
        (30, {}, Part()),
        (6, {}, Part(offered=f"{4:032x}")),
        (6, {}, Part(ends="2024-03-01T10:00:00+08:00")),
    )
    for chapter in parts:
        for number, more, part in (*states, *(lead if chapter.startswith("lead") else ())):
            illustrated = ILLUSTRATED if more else {}
            entries = {"chapter": chapter, "seats": seats(number), **more, **illustrated, "planned": [
                {"ubn": f"{place:08d}", "name": LONG} for place in range(40, 40 + number)
            ]}  # fmt: skip
            session = replace(
                context.session,
                programme="alliance-113",
                consent_version="113A-1",
                entries=entries,
                alliance=part,
            )
            yield replace(context, session=session)


def members(language: str) -> Iterator[Context]:
    """A member at each of its panels."""
    ubn = {"ubn": Answer("00001009")}
    for part, entries, answers in (
        (Part(), {}, {}),
        (Part(), {"invite": {**INVITE, "ubn": ""}}, {}),
        (Part(), {"invite": INVITE}, {}),
        (Part(seat="l", waits=True), {"invite": INVITE}, ubn),
        (Part(seat="l"), {"invite": INVITE}, ubn),
        (Part(seat="l"), {"invite": {**INVITE, "ubn": "00001009"}, "earlier": FOUND}, ubn),
        (
            Part(seat="l"),
            {"invite": INVITE, "changes": True},
            {**ubn, "website": Answer("無", by="林小華", at=MOMENT)},
        ),
        (Part(), {"invite": {**INVITE, "ubn": "@", "seat": "m", "company": LONG}}, {}),
        (Part(left=True), {}, {}),
        (Part(left=True, ended=True), {}, {}),
        (Part(seat="l", asked=True), {"invite": INVITE}, {**ubn, "company_name": Answer(LONG)}),
    ):
        session = Session(MEMBER, language, "alliance-113", consent_version="113A-1", answers=answers)
        yield Context(definition(MEMBER), replace(session, alliance=part, entries=entries), NOW, CaseFacts())


def shown(language: str) -> Iterator[Sequence[Message]]:
    """Everything that can be on a screen, that of the gallery too."""
    yield from (shot.messages for shot in alliance_gallery(definition(LEADER), definition(MEMBER), language))
    for context in (*leaders(language), *members(language)):
        yield (screen(context, view(context.definition, context.session)),)
    chats = {"line": "https://line.me/R/oaMessage/%40intake", "telegram": "https://t.me/intake_bot"}
    for number in (1, 3, 29):
        codes = {
            f"{place:08d}": f"K7M4Q{'23456789ABCDEFGHJKMNPQRSTUVWXYZ'[place]}" for place in range(number)
        }
        yield invited(leader_context(language), (InvitationsMade("", codes, chats),))
    conflict = Conflicted("main_products", "字" * 200, {}, "林" * 20)
    both = replace(
        leader_context(language).session, people=People({0: "", 1: "林" * 20}, conflict), consent_version="1"
    )
    both = replace(both, answers={**both.answers, "main_products": Answer("另" * 200)})
    yield (screen(context, view(definition(LEADER), both)),)
    yield invited(leader_context(language), (InvitationsMade("", {"@": "K7M4QX"}, chats, colleague=True),))
    facts = {"company": LONG, "words": "週" * 60, "confirmed": "2", "joined": "30"}
    for about in (
        "joined",
        "waits",
        "done",
        "again",
        "gone",
        "reminded",
        "open",
        "closing",
        "closed",
        "sent",
        "withdrawn",
        "lead_asked",
        "lead_refused",
        "leads",
        "colleague",
        "led",
        "ending",
        "goes_on",
        "ended",
    ):
        yield (news(leader_context(language), about, facts),)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_both_platforms_take_every_panel(language: str) -> None:
    def words(spoken: str, key: str) -> str:
        return definition(LEADER).edition.speak(spoken).say(key)

    for messages in shown(language):
        check_reply({"messages": draw_line(tuple(messages), words, secure=True, tapped="")})
        for message in messages:
            drawing = draw_telegram(message, words)
            for text in drawing.texts:
                read_text(text, "HTML", 4096)
            if drawing.keyboard:
                read_keyboard(drawing.keyboard.to_json())


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_the_gallery_holds_every_chapter_and_says_no_name_of_ours(language: str) -> None:
    shots = {
        shot.name: shot.messages
        for shot in alliance_gallery(definition(LEADER), definition(MEMBER), language)
    }
    assert {f"leader: {chapter}" for chapter in CHAPTERS} <= shots.keys()
    assert not [name for name, messages in shots.items() if not messages]
    told = [
        text
        for messages in shots.values()
        for message in messages
        for text in (message.title, message.body, *(str(line.value) for line in message.lines))
    ]
    assert not [text for text in told if re.search(r"\b(bg|plan|qual)_|own_prose|\{\w+\}", text)]
