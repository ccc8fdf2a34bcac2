"""What LINE shows after a tick: what is ticked and what is left, in place of the whole list."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.line.draw import draw
from bot.demo.standins.line_rules import check_reply
from flows.interface.callback_data import Verb, encode
from flows.interface.messages import Button, Message, Note, Ticks, Tone
from tests.bot.channels import samples
from tests.bot.channels.line.test_draw import ANY, HUGE, MESSAGES, drawn, taps, texts
from tests.bot.channels.reply_recorder import words
from tests.support.chat import Chat
from tests.support.player import play

JAPAN, KOREA = "t:113.1:markets:17", "t:113.1:markets:18"


def ticked(*places: str, tapped: str = JAPAN, **more: Any) -> dict[str, Any]:
    """What answers a tick, once these are ticked."""
    (flex,) = draw((replace(samples.markets(*places), **more),), words, secure=True, tapped=tapped)
    check_reply({"messages": [flex]})
    return flex


def test_after_a_tick_only_what_is_ticked_is_said() -> None:
    flex = ticked("日本")
    assert texts(flex["contents"]) == ["目前外銷或布局的市場（可複選）", "已勾選 1 項：日本"]
    assert [tap["label"] for tap in taps(flex["contents"])] == ["選好了", "看全部選項"]
    assert flex["altText"].startswith("目前外銷或布局的市場（可複選）")
    assert len(json.dumps(flex, ensure_ascii=False)) < 3000


def test_after_a_tick_the_way_on_and_its_neighbours_are_one_tap_away() -> None:
    offered = [item["action"]["label"] for item in ticked("日本")["quickReply"]["items"]]
    assert offered == ["選好了", "韓國"]
    offered = [
        item["action"]["label"] for item in ticked("印尼", tapped="t:113.1:markets:4")["quickReply"]["items"]
    ]
    assert offered[1:] == ["菲律賓", "越南", "柬埔寨"]


def test_what_was_unticked_is_offered_again() -> None:
    offered = [item["action"]["label"] for item in ticked(tapped=KOREA)["quickReply"]["items"]]
    assert offered[1:] == ["韓國", "日本"]


def test_a_tick_that_was_refused_says_why() -> None:
    flex = ticked("日本", notes=(Note(Tone.REJECTED, "最多 10 個"),))
    assert texts(flex["contents"])[0] == "✖ 最多 10 個"


def test_whatever_else_was_tapped_brings_the_whole_list() -> None:
    for tapped in ("", samples.DONE.tap, "t:113.1:other:17", "in:113.1:repeat", "nonsense"):
        (flex,) = draw((samples.markets("日本"),), words, secure=True, tapped=tapped)
        assert flex["contents"]["type"] == "carousel"
    several = draw((samples.HTML, samples.markets("日本")), words, secure=True, tapped=JAPAN)
    assert several[-1]["contents"]["type"] == "carousel"


def test_what_takes_an_option_and_is_done_stands_beside_it() -> None:
    """Two places to tap in a row: the option, and the narrow one that ends the list."""
    message = play(Chat(), "exporter", until="social_channels").messages[-1]
    card = drawn(message)[0]["contents"]
    assert texts(card["body"]).count("選好") == 12, (
        "eleven options and a combination; 皆未經營 ends it by itself"
    )
    said = [tap["displayText"] for tap in taps(card["body"])]
    assert {"Facebook", "Facebook，選好了", "Facebook＋Instagram＋LINE 官方帳號"} <= set(said)
    assert "皆未經營，選好了" not in said


def test_all_rows_of_a_scale_can_be_marked_on_one_card() -> None:
    chat = play(Chat(), "exporter", until="digital_capability")
    card = drawn(chat.messages[-1])[0]["contents"]
    assert len({tap["data"] for tap in taps(card["body"])}) == 8 * 5 + 5, "each row's steps, and each for all"
    assert texts(card["body"]).index("尚未開始") < texts(card["body"]).index(
        "2. 需求資訊：掌握海外客群要什麼"
    )
    tapped = encode(Verb.ANSWER, chat.session.drawn_for, "digital_capability", "4", "promotion")
    (flex,) = draw(chat.press(tapped), words, secure=True, tapped=tapped)
    assert "1" not in texts(flex["contents"]), "small, so that the card with all rows stays near"
    assert "✔ 行銷推廣：4 定期執行" in texts(flex["contents"])
    assert "其餘尚未開始" in [tap["label"] for tap in taps(flex["contents"])]


TICKED = st.builds(
    lambda message, said, whole: replace(message, question="q", ticks=Ticks(said, whole)),
    MESSAGES,
    HUGE,
    st.builds(Button, HUGE, ANY, says=HUGE, typed=HUGE),
)


@settings(max_examples=40, deadline=None)
@given(TICKED)
def test_no_tick_list_whatever_breaks_a_limit(message: Message) -> None:
    check_reply({"messages": draw((message,), words, secure=True, tapped="t:113.1:q:1")})
