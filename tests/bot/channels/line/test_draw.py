"""LINE cards: what a person sees, what they can tap, and that LINE would take every one of them."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linebot.v3.messaging import ReplyMessageRequest

from bot.channels.line.cards import palette
from bot.channels.line.cards.components import in_browser
from bot.channels.line.draw import draw, draw_plainly
from bot.demo.standins.line_rules import check_reply
from flows.interface.messages import (
    Button,
    Choice,
    Copied,
    Days,
    Line,
    Link,
    Look,
    Message,
    Note,
    Progress,
    Tone,
)
from tests.bot.channels import samples
from tests.bot.channels.reply_recorder import words


def drawn(*messages: Message, secure: bool = True) -> list[dict[str, Any]]:
    return draw(messages, words, secure=secure)


def texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "text" else []
        return own + [text for child in node.values() for text in texts(child)]
    return [text for child in node for text in texts(child)] if isinstance(node, list) else []


def taps(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if node.get("type") == "postback" else []
        return own + [tap for child in node.values() for tap in taps(child)]
    return [tap for child in node for tap in taps(child)] if isinstance(node, list) else []


@pytest.mark.parametrize("message", samples.ALL, ids=lambda message: message.title or "untitled")
def test_line_takes_every_card_and_the_sdk_knows_every_property(message: Message) -> None:
    body = {"replyToken": "t", "messages": drawn(message)}
    check_reply(body)
    known = ReplyMessageRequest.from_dict(body).to_dict()
    assert json.dumps(known["messages"], sort_keys=True) == json.dumps(body["messages"], sort_keys=True)


def test_a_question_shows_notes_progress_options_and_ways_on() -> None:
    card = drawn(samples.QUESTION)[0]["contents"]
    seen = texts(card["body"])
    assert texts(card["header"]) == ["第 1 頁／共 3 頁"]
    assert seen[:3] == ["✔ 企業名稱：大發 <b>& 食品</b>", "⚠ 與登記資料不同", "登記型態"]
    assert {"1", "公司", "2", "獨資商號", "3", "例：獨資"} <= set(seen)
    labels = [tap["label"] for tap in taps(card)]
    assert labels[:2] == ["公司", "獨資商號"]
    assert labels[-2:] == ["上一題", "刪除"]


def test_a_notification_begins_with_the_question_and_opens_nothing() -> None:
    """It is read over shoulders, and on the locked screen."""
    asked = drawn(samples.QUESTION)[0]["altText"]
    assert asked.startswith("登記型態")
    assert "✔ 企業名稱：大發" in asked
    receipt = [message.get("altText", "") for message in drawn(samples.document())]
    assert receipt[0].startswith("已收件")
    assert "申請書.pdf" in "".join(receipt)
    assert "http" not in "".join(receipt)


def test_a_tap_leaves_the_persons_words_in_the_chat() -> None:
    assert all(tap["displayText"] for tap in taps(drawn(*samples.ALL[:4])))


def test_few_options_are_quick_replies_with_their_brief_labels() -> None:
    items = drawn(samples.QUESTION)[-1]["quickReply"]["items"]
    assert [item["action"]["label"] for item in items] == ["公司", "獨資商號", "其他", "上一題", "刪除"]


def test_many_options_leave_the_quick_replies_to_the_buttons() -> None:
    items = drawn(samples.markets())[-1]["quickReply"]["items"]
    assert [item["action"]["label"] for item in items] == ["選好了", "上一題"]


def test_31_markets_are_a_card_per_region_beside_the_question() -> None:
    (flex,) = drawn(samples.markets("日本", "美國"))
    carousel = flex["contents"]
    assert (carousel["type"], len(carousel["contents"])) == ("carousel", 7)
    data = {tap["data"] for tap in taps(carousel) if tap["data"].startswith("t:")}
    assert len(data) == 31
    assert texts(carousel).count("☑") == 2
    assert texts(carousel).count("☐") == 29
    overview = texts(carousel["contents"][0])
    assert {"日韓", "☑ 日本", "歐美及其他", "☑ 美國", "左右滑動"} <= set(overview)
    heads = [texts(card["header"])[0] for card in carousel["contents"][1:]]
    assert heads == ["東協", "南亞", "日韓 ☑1", "紐澳", "中港澳", "歐美及其他 ☑1"]
    done = [tap["data"] for tap in taps([card["footer"] for card in carousel["contents"]])]
    assert done.count(samples.DONE.tap) == 7


def test_an_option_of_no_region_stands_with_the_last() -> None:
    plain = samples.markets()
    loose = replace(plain, choices=(*plain.choices[:-1], replace(plain.choices[-1], group="")))
    (flex,) = drawn(loose)
    assert len(flex["contents"]["contents"]) == 7
    assert "31" in texts(flex["contents"]["contents"][-1])


def test_a_list_too_large_for_a_carousel_goes_on_in_further_cards() -> None:
    cards = drawn(replace(samples.markets(), body="很長，" * 8000))
    assert {card["contents"]["type"] for card in cards} == {"bubble"}


def test_ranks_stand_on_badges() -> None:
    ranked = Choice(1, "日本", "t:113.1:target:jp", ticked=True, rank=2)
    (card,) = drawn(Message(Look.QUESTION, title="排序", choices=(ranked,)))
    (row,) = [part for part in card["contents"]["body"]["contents"] if part["type"] == "box"]
    assert texts(row["contents"][-1]) == ["2"]


def test_a_day_is_picked_from_a_calendar_or_typed() -> None:
    days = Days("a:113.1:established_date", "1911-01-01", "2026-11-22", "2016-11-01")
    (card,) = drawn(Message(Look.QUESTION, title="設立日期", days=days, buttons=(samples.BACK,)))
    action = card["contents"]["footer"]["contents"][0]["action"]
    assert action == {
        "type": "datetimepicker",
        "label": "選日期",
        "data": "a:113.1:established_date",
        "mode": "date",
        "min": "1911-01-01",
        "max": "2026-11-22",
        "initial": "2016-11-01",
    }
    assert card["quickReply"]["items"][0]["action"] == action
    check_reply({"messages": [card]})


def test_a_review_has_every_answer_and_a_way_to_change_it() -> None:
    cards = drawn(samples.review())
    edits = [tap for tap in taps(cards) if tap["data"].startswith("e:")]
    assert [tap["label"] for tap in edits] == [f"修改 {n}" for n in range(1, 21)]
    assert sum("長安東路" in text for text in texts([card["contents"] for card in cards])) == 20


def test_the_whole_row_of_an_answer_is_tapped_to_change_it() -> None:
    (card,) = draw((samples.review(1),), words, secure=True)
    row = card["contents"]["body"]["contents"][-1]
    assert row["type"] == "box"
    assert row["action"]["label"] == "修改 1"


def test_a_warning_without_a_value_is_no_mere_label() -> None:
    message = Message(Look.CONFIRM, lines=(Line("照片有點模糊", "", tone=Tone.WARN),))
    (card,) = draw((message,), words, secure=True)
    (said,) = card["contents"]["body"]["contents"]
    assert (said["text"], said["color"]) == ("⚠ 照片有點模糊", palette.AMBER)


def test_a_review_too_long_for_one_card_goes_on_in_the_next() -> None:
    cards = drawn(samples.review(60, "很長的回答，" * 60))
    assert 1 < len(cards) <= 5
    assert "footer" in cards[-1]["contents"]
    assert all("footer" not in card["contents"] for card in cards[:-1])


def test_a_document_is_a_picture_and_a_link_outside_lines_own_browser() -> None:
    card, picture, link = drawn(samples.document())
    assert "已收件" in texts(card["contents"])
    assert picture["originalContentUrl"] == "https://example.com/p.png"
    action = link["contents"]["footer"]["contents"][0]["action"]
    assert action["label"] == "開啟文件"
    assert action["uri"] == "https://example.com/files/abc?a=1&openExternalBrowser=1"
    assert link["quickReply"]["items"][0]["action"]["label"] == "上一題"


def test_a_picture_that_is_not_https_is_left_out_on_the_real_platform_only() -> None:
    message = samples.document("http://127.0.0.1:1/f", "http://127.0.0.1:1/p.png")
    assert [body["type"] for body in drawn(message)] == ["flex", "flex"]
    assert [body["type"] for body in drawn(message, secure=False)] == ["flex", "image", "flex"]


def test_more_messages_than_a_reply_holds_are_said_in_one_text() -> None:
    notes = [Message(Look.NOTICE, title=f"通知 {n}", body="內容") for n in range(7)]
    bodies = drawn(*notes, samples.QUESTION)
    assert [body["type"] for body in bodies] == ["text", "flex", "flex", "flex", "flex"]
    assert all(f"通知 {n}" in bodies[0]["text"] for n in range(4))
    assert "登記型態" in texts(bodies[-1])


def test_the_plain_edition_holds_everything_that_can_be_typed() -> None:
    text = draw_plainly((samples.QUESTION, samples.document()))[0]["text"]
    assert "2. 獨資商號" in text
    assert "https://example.com/files/abc" in text


def test_nothing_to_show_is_no_message() -> None:
    assert drawn(samples.EMPTY) == []
    assert draw_plainly((samples.EMPTY,)) == []


def test_an_address_keeps_its_own_query() -> None:
    assert (
        in_browser("https://a.tw/f?x=%E4%B8%AD&y=") == "https://a.tw/f?x=%E4%B8%AD&y=&openExternalBrowser=1"
    )


ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
HUGE = st.builds(lambda text, times: text * times, ANY, st.sampled_from([1, 1, 1, 150]))
BUTTONS = st.builds(Button, HUGE, ANY, says=HUGE)
CHOICE = st.builds(Choice, st.integers(0, 40), HUGE, ANY, ANY, last=st.none() | BUTTONS)
CHOICES = st.lists(CHOICE, max_size=4).map(tuple)
LINES = st.builds(Line, HUGE, HUGE, st.integers(0, 9), ANY, marks=st.just(()) | CHOICES)
MESSAGES = st.builds(
    Message,
    st.sampled_from(Look),
    title=HUGE,
    body=HUGE,
    hint=ANY,
    notes=st.lists(st.builds(Note, st.sampled_from(Tone), HUGE), max_size=3).map(tuple),
    progress=st.none() | st.builds(Progress, ANY, st.floats(-1, 2)),
    lines=st.lists(LINES, max_size=4).map(tuple),
    choices=CHOICES,
    combinations=CHOICES,
    buttons=st.lists(BUTTONS, max_size=4).map(tuple),
    example=ANY,
    links=st.lists(st.builds(Link, HUGE, ANY), max_size=3).map(tuple),
    copies=st.lists(st.builds(Copied, HUGE, HUGE), max_size=3).map(tuple),
    photo=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MESSAGES, min_size=1, max_size=3))
def test_no_message_whatever_breaks_a_limit(messages: list[Message]) -> None:
    bodies = drawn(*messages)
    if bodies:
        check_reply({"messages": bodies})
    plain = draw_plainly(tuple(messages))
    if plain:
        check_reply({"messages": plain})
