"""What a phone does by itself: keyboards with the old answer, numbers to ring, texts to copy, the camera."""

from dataclasses import replace

from bot.demo.standins.line_rules import check_reply
from flows.interface.messages import Button, Copied, Link, Look, Message
from tests.bot.channels import samples
from tests.bot.channels.line.test_draw import drawn, taps


def test_to_change_an_answer_opens_the_keyboard_with_it() -> None:
    """At most 300 characters, which LINE takes: a longer answer is not cut, which would change it."""
    (long, short) = (replace(samples.review(1).lines[0], typed="長" * length) for length in (301, 300))
    rows = [drawn(Message(Look.REVIEW, lines=(line,)))[0] for line in (long, short)]
    opened = [taps(row)[0].get("fillInText", "") for row in rows]
    assert opened == ["", "長" * 300]
    assert taps(rows[1])[0]["inputOption"] == "openKeyboard"
    check_reply({"messages": rows})
    case = Button("我知道案件編號", "j:113.1:known", typed="113-")
    (card,) = drawn(Message(Look.CONFIRM, title="已申請過", buttons=(case,)))
    assert {tap["fillInText"] for tap in taps(card)} == {"113-"}


def test_what_a_phone_does_by_itself_is_a_button() -> None:
    opened = (
        Link("撥打電話", "tel:+886225533988,606"),
        Link("開啟網頁", "https://example.tw"),
        Link("不能用", "mailto:debby@example.tw"),
    )
    copied = (Copied("複製電子郵件", "debby@example.tw"), Copied("太長", "長" * 1001))
    (card,) = drawn(Message(Look.PLAIN, title="真人協助", links=opened, copies=copied))
    check_reply({"messages": [card]})
    actions = [each["action"] for each in card["contents"]["footer"]["contents"]]
    assert [(each["type"], each["label"]) for each in actions] == [
        ("uri", "撥打電話"),
        ("uri", "開啟網頁"),
        ("clipboard", "複製電子郵件"),
    ]


def test_where_a_photo_is_wanted_the_camera_is_one_tap_away() -> None:
    """After the way on, before the ways aside."""
    ways = (samples.BACK, samples.DONE)
    body = drawn(Message(Look.RECEIPT, title="已收件", photo=True, buttons=ways))[-1]
    check_reply({"messages": [body]})
    offered = [item["action"] for item in body["quickReply"]["items"]]
    assert [each["type"] for each in offered] == ["postback", "camera", "cameraRoll", "postback"]
    assert [each["label"] for each in offered[::3]] == [samples.DONE.label, samples.BACK.label]
