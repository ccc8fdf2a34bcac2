"""Telegram messages: what a person sees, what they can tap, and that Telegram would take every one."""

import pytest
from hypothesis import given, settings

from bot.channels.telegram.draw import Drawing, draw
from bot.demo.standins.telegram_rules import RefusalError, read_keyboard, read_text
from flows.interface.messages import Button, Choice, Copied, Line, Link, Look, Message, Tone
from tests.bot.channels import samples
from tests.bot.channels.line.test_draw import MESSAGES
from tests.bot.channels.reply_recorder import words


def seen(message: Message) -> str:
    return "\n---\n".join(read_text(text, "HTML", 4096) for text in draw(message, words).texts)


def labels(message: Message) -> list[list[str]]:
    keyboard = draw(message, words).keyboard
    return [[key.text for key in row] for row in keyboard.inline_keyboard] if keyboard else []


def check(drawing: Drawing) -> None:
    for text in drawing.texts:
        read_text(text, "HTML", 4096, empty=True)
    if drawing.keyboard:
        read_keyboard(drawing.keyboard.to_json())


@pytest.mark.parametrize("message", samples.ALL, ids=lambda message: message.title or "untitled")
def test_telegram_takes_every_message(message: Message) -> None:
    check(draw(message, words))


def test_a_question_shows_notes_progress_options_and_ways_on() -> None:
    text = seen(samples.QUESTION)
    assert text.startswith(
        "✔ 企業名稱：大發 <b>& 食品</b>\n\n⚠ 與登記資料不同\n\n▰▱▱▱▱▱▱▱▱▱\n第 1 頁／共 3 頁"
    )
    assert "2. 獨資商號\n3. 其他（協會" in text
    assert text.endswith("例：獨資")
    assert labels(samples.QUESTION) == [["1. 公司", "2. 獨資商號"], ["3. 其他"], ["上一題"], ["刪除"]]


def test_words_of_people_are_no_markup() -> None:
    assert seen(samples.HTML) == ('<b>粗體?</b> & </i>\n\n1 < 2 && 3 > 2 <script>alert("x")</script> &amp;')


def test_31_markets_stand_three_in_a_row_with_their_numbers_and_ticks() -> None:
    rows = labels(samples.markets("日本"))
    assert rows[0] == ["1. 新加坡", "2. 馬來西亞", "3. 泰國"]
    assert ["☑ 17. 日本", "18. 韓國"] in rows
    assert sum(len(row) for row in rows) == 33
    assert "東協 1–10 ｜ 南亞 11–16" in seen(samples.markets())


def test_options_too_long_for_half_a_row_stand_alone() -> None:
    choices = (Choice(1, "獨資商號或合夥商號或有限合夥", "a:1"), Choice(2, "公司", "a:2", ticked=False))
    rows = labels(Message(Look.QUESTION, title="?", choices=choices))
    assert rows == [["1. 獨資商號或合夥商號或有限合夥"], ["☐ 2. 公司"]]


def test_an_option_shares_a_row_only_where_it_can_be_read_whole() -> None:
    """Half of a phone's width shows seven Chinese characters beside a number and a tick, or fourteen Latin letters."""
    names = ("實體零售門市", "實體零售、百貨或超市", "Agents", "Agents, distributors")
    choices = tuple(Choice(n, name, f"a:{n}", ticked=False, group=name) for n, name in enumerate(names, 1))
    pairs = [
        labels(Message(Look.QUESTION, title="?", choices=(each, each), question="q")) for each in choices
    ]
    assert [len(rows[0]) for rows in pairs] == [2, 1, 2, 1]


def test_what_a_button_cannot_show_whole_stands_in_the_text() -> None:
    long = "其他（協會、基金會、醫療院所、補習班、僅有稅籍登記）"
    assert long in seen(Message(Look.QUESTION, title="?", choices=(Choice(1, long, "a:1"),)))


def test_a_line_has_one_sign_and_a_warning_without_value_has_it_in_front() -> None:
    lines = (
        Line("寄給執行單位", "✔ 11/22 14:02 已收下", tone=Tone.DONE),
        Line("寄到您的信箱", "✖ 被退信", tone=Tone.WARN),
        Line("簽章申請書", "還沒收到", tone=Tone.WARN),
        Line("照片有點模糊", "", tone=Tone.WARN),
    )
    assert seen(Message(Look.TASKS, lines=lines)).split("\n") == [
        "寄給執行單位：✔ 11/22 14:02 已收下",
        "寄到您的信箱：✖ 被退信",
        "簽章申請書：⚠ 還沒收到",
        "⚠ 照片有點模糊",
    ]


def test_a_ranking_shows_the_places_given() -> None:
    choices = (Choice(1, "甲", "t:1", ticked=True, rank=2), Choice(2, "乙", "t:2", ticked=True, rank=1))
    assert labels(Message(Look.QUESTION, title="?", choices=choices)) == [["② 1. 甲", "① 2. 乙"]]


def test_a_review_has_every_answer_and_a_button_to_change_each() -> None:
    text = seen(samples.review())
    assert "1. 題目 1：臺北市中山區長安東路二段99號8樓 1\n2. 題目 2：" in text
    rows = labels(samples.review())
    assert rows[0] == ["修改 1", "修改 2", "修改 3", "修改 4", "修改 5"]
    assert rows[3][-1] == "修改 20"
    assert rows[4:] == [["確認送出"], ["上一題"]]


def test_a_long_review_keeps_all_answers_over_several_messages() -> None:
    message = samples.review(60, "很長的回答，" * 60)
    text = seen(message)
    assert all(f"{n}. 題目 {n}：" in text for n in range(1, 61))
    assert len(draw(message, words).texts) > 1


def test_more_buttons_than_telegram_takes_still_leave_the_way_on() -> None:
    choices = tuple(Choice(n, f"選項 {n}", f"a:{n}") for n in range(1, 140))
    rows = labels(Message(Look.QUESTION, title="?", choices=choices, buttons=(samples.DONE,)))
    assert rows[-1] == ["選好了"]
    assert sum(map(len, rows)) <= 100


def test_a_button_telegram_would_refuse_is_left_out() -> None:
    message = Message(
        Look.QUESTION,
        title="?",
        choices=samples.BAD_DATA.choices,
        buttons=(Button("好", "統" * 21), Button("壞", "統" * 22)),
    )
    assert labels(message) == [["好"]]


@settings(max_examples=60, deadline=None)
@given(MESSAGES)
def test_no_message_whatever_breaks_a_limit(message: Message) -> None:
    try:
        check(draw(message, words))
    except RefusalError as error:
        raise AssertionError(error.description) from error


def test_pages_open_and_texts_are_copied_by_buttons() -> None:
    """A number to ring is none of a keyboard's: Telegram makes a link of it in the text."""
    opened = (Link("撥打電話", "tel:+886225533988"), Link("開啟網頁", "https://example.tw"))
    copied = (Copied("複製案件編號", "113-0042"), Copied("太長", "長" * 257))
    drawing = draw(Message(Look.PLAIN, title="真人協助", links=opened, copies=copied), words)
    assert drawing.keyboard
    rows = read_keyboard(drawing.keyboard.to_json())
    assert rows == [
        [{"text": "開啟網頁", "url": "https://example.tw"}],
        [{"text": "複製案件編號", "copy_text": {"text": "113-0042"}}],
    ]
