"""Whether the models of LINE's SDK know all that is drawn: what they do not know is named by its place."""

import pytest

from bot.channels.line.account import unknown_to_models, without_words
from bot.channels.line.limits import Json

ACTION = {"type": "postback", "label": "a", "data": "b"}


def text(**more: object) -> Json:
    return {"type": "text", "text": "hi", **more}


def flex(**more: object) -> Json:
    part = {"type": "text", "text": "hi", **more}
    box = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "a"}, part]}
    return {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": box}}


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (text(), ""),
        (flex(weight="bold"), ""),
        (text(quickReply={"items": [{"type": "action", "action": ACTION}]}), ""),
        (text(colour="red"), "messages[0].colour"),
        (flex(wieght="bold"), "messages[0].contents.body.contents[1].wieght"),
        (
            text(quickReply={"items": [{"type": "action", "action": {**ACTION, "says": "c"}}]}),
            "messages[0].quickReply.items[0].action.says",
        ),
        (flex(weight="boldest"), "messages: ValidationError"),
        (text(quickReply={"items": "none"}), "messages: ValidationError"),
        ({"type": "texts", "text": "hi"}, "messages: ValueError"),
    ],
)
def test_what_the_models_do_not_know_is_named(message: Json, place: str) -> None:
    assert unknown_to_models([message]) == place


def test_only_words_may_differ_in_what_is_looked_at_once() -> None:
    assert without_words(text()) == without_words({"type": "text", "text": "hello"})
    assert without_words(flex()) != without_words(flex(weight="bold"))
    assert without_words(flex(weight="bold")) != without_words(flex(weight="regular"))
    assert without_words(text()) != without_words(text(quickReply={"items": []}))
