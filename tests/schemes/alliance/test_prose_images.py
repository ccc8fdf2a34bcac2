"""Images in typed prose: sent in the chat, captioned, moved with their line, printed behind their paragraph; and the
pictures of what a leader changes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from flows.events.alliance import Entered, FileArrived, PictureAsked, Remarked
from flows.events.event import Event
from flows.interface.inbound import Media, Text, Upload
from flows.interface.known import Discovered
from flows.interface.panel import Phrase
from flows.schemes.alliance.book.contents import contents
from flows.schemes.alliance.prose_images import MOST_CAPTION, MOST_IMAGES, IllustratedText
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template
from flows.schemes.alliance.stored import schedule_json
from flows.screens.prompts import Panel
from flows.screens.view import view
from flows.session.answers import Answer
from flows.session.evolve import fold
from flows.session.state import Session
from tests.schemes.alliance.test_workspace import act, leader, said
from tests.support.alliances import LEADER, definition
from tests.support.proposals import revision

FILES = ["a" * 64, "b" * 64, "c" * 64, "d" * 64]


def writing(language: str = "zh-TW", **entries: Any) -> Session:
    """A leader who types the chapters, with a section open."""
    session = leader("prose.bg_origin", **entries)
    return replace(session, language=language, answers={**session.answers, "prose_mode": Answer("typed")})


def arrived(session: Session, file: str) -> Session:
    """The session once an image was sent and kept."""
    asked = said(session, Upload(Media.PHOTO, "ref"))
    (part,) = (event.part for event in asked if isinstance(event, FileArrived))
    told = {"part": part, "file": file, "name": "a.jpg", "type": "image/jpeg", "size": 1}
    return fold(session, [*asked, *said(session, Discovered("file", told))])


def typed(session: Session, text: str) -> Session:
    """The session once something was typed."""
    return fold(session, said(session, Text(text)))


def remarks(events: Sequence[Event]) -> list[str]:
    """What is remarked."""
    return [event.phrase for event in events if isinstance(event, Remarked)]


def prose(session: Session) -> str:
    """What the section is by now."""
    return str(session.entries["prose.bg_origin"])


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_an_image_stands_behind_what_was_written_and_is_asked_what_it_shows(language: str) -> None:
    session = arrived(typed(writing(language), "第一段"), FILES[0])
    panel = view(definition(LEADER), session)
    assert isinstance(panel, Panel)
    assert isinstance(panel.body, Phrase)
    assert panel.body.key == "prose.caption"
    session = typed(typed(session, "曼谷門市的陳列"), "第二段")
    assert [getattr(part, "caption", part) for part in section(session).parts] == [
        "第一段",
        "曼谷門市的陳列",
        "第二段",
    ]
    assert section(session).length == len("第一段\n第二段")


def section(session: Session) -> IllustratedText:
    """The section with its images."""
    return IllustratedText(prose(session), session.entries["images.bg_origin"])


def test_one_without_words_is_called_like_its_section() -> None:
    session = arrived(typed(writing(), "第一段"), FILES[0])
    session = fold(session, said(session, act("no_caption")))
    assert section(session).placed[0].caption == "聯盟組成緣起"


def test_two_at_once_are_both_kept_and_asked_for_one_after_the_other() -> None:
    session = arrived(arrived(writing(), FILES[0]), FILES[1])
    session = typed(typed(session, "第一張"), "第二張")
    assert [(image.caption, image.file) for image in section(session).placed] == [
        ("第一張", FILES[0]), ("第二張", FILES[1]),
    ]  # fmt: skip


def test_what_is_too_much_is_refused_and_nothing_is_lost() -> None:
    session = writing()
    for number in range(MOST_IMAGES):
        session = typed(arrived(session, FILES[number]), f"圖說{number}")
    assert remarks(said(session, Upload(Media.PHOTO, "ref"))) == ["prose.images_full"]
    asked = arrived(writing(), FILES[0])
    assert remarks(said(asked, Text("字" * (MOST_CAPTION + 1)))) == ["prose.caption_long"]
    whole = replace(asked, entries={**asked.entries, "chapter": "prose"})
    assert remarks(said(whole, Upload(Media.PHOTO, "ref"))) == ["prose.image_where"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("［圖1：甲］\n一段", [FILES[0], "一段"]),
        ("一段\n[Figure 1: 甲]", ["一段", FILES[0]]),
        ("一段\n［ 圖 1 ］\n二段", ["一段", FILES[0], "二段"]),
        ("一段\n［圖9：沒有傳］", ["一段", "［圖9：沒有傳］"]),
        ("見［圖1：甲］的說明", ["見［圖1：甲］的說明"]),
        ("［2024年］", ["［2024年］"]),
    ],
)
def test_a_line_that_names_an_image_that_was_sent_is_where_it_stands(text: str, parts: list[str]) -> None:
    found = IllustratedText(text, {"1": {"file": FILES[0]}})
    assert [getattr(part, "file", part) for part in found.parts] == parts


def test_a_cleared_section_has_no_images() -> None:
    session = arrived(typed(writing(), "第一段"), FILES[0])
    session = fold(session, said(session, act("clear")))
    assert "images.bg_origin" not in session.entries
    assert "prose.bg_origin" not in session.entries


def test_the_book_counts_them_through_and_puts_each_behind_its_paragraph() -> None:
    images = {"1": {"file": FILES[0]}, "2": {"file": FILES[1]}}
    sent = revision(
        6,
        **{
            "prose.bg_origin": "一段\n［圖2：先］\n二段\n［圖1：］", "images.bg_origin": images,
            "prose.plan_tools": "［圖1：後］", "images.plan_tools": {"1": {"file": FILES[2]}},
        },
    )  # fmt: skip
    told = contents(definition(LEADER), sent)["prose"]["sections"]
    placed = [(each["title"], image) for each in told for image in each["images"]]
    assert [(title, *image.values()) for title, image in placed] == [
        ("聯盟組成緣起", 1, "先", FILES[1], 1),
        ("聯盟組成緣起", 2, "聯盟組成緣起", FILES[0], 2),
        ("導入數位創新工具", 0, "後", FILES[2], 3),
    ]


@pytest.mark.parametrize(
    ("chapter", "line", "part"),
    [
        ("schedule", "活動 5,9", "schedule"),
        ("schedule", "權重 20,20,25,25,15", "schedule"),
        ("kpi.events", "實體 8月 曼谷參展", "kpi"),
        ("overseas", "100000元", "kpi"),
    ],
)
def test_every_change_of_indicators_and_schedule_is_shown_as_a_picture(
    chapter: str, line: str, part: str
) -> None:
    session = leader(chapter, schedule=schedule_json(TEMPLATES[Template.BALANCED]))
    assert [each.part for each in said(session, Text(line)) if isinstance(each, PictureAsked)] == [part]


def test_what_changes_nothing_is_not_drawn_again() -> None:
    unread = said(leader("schedule"), Text("隨便"))
    assert not [each for each in unread if isinstance(each, PictureAsked)]


def test_the_board_is_shown_as_a_picture_when_somebody_got_on() -> None:
    session = leader("board")
    seats = [dict(each) for each in session.entries["seats"]]
    seats[1]["done"] = 5
    told = said(session, Discovered("seats", {"seats": seats}))
    assert [each.part for each in told if isinstance(each, PictureAsked)] == ["board"]
    assert any(isinstance(each, Entered) for each in told)
    same = said(session, Discovered("seats", {"seats": list(session.entries["seats"])}))
    assert not [each for each in same if isinstance(each, PictureAsked | Entered)]
