"""What stands beneath a question."""

import pytest

from bot.channels.shared.words import advice
from flows.interface.messages import Look, Message
from tests.bot.channels.reply_recorder import words


@pytest.mark.parametrize(
    ("body", "hint", "example", "expected"),
    [
        ("", "", "", []),
        ("", "可輸入數字", "", ["可輸入數字"]),
        ("", "", "500萬", ["例：500萬"]),
        ("", "500萬", "500萬", ["例：500萬"]),
        ("", "可輸入「500萬」", "500萬", ["可輸入「500萬」"]),
        ("例如 500萬", "500萬", "500萬", []),
        ("", "可輸入數字", "500萬", ["可輸入數字", "例：500萬"]),
    ],
)
def test_an_example_is_said_to_be_one_and_said_once(
    body: str, hint: str, example: str, expected: list[str]
) -> None:
    assert advice(Message(Look.QUESTION, body=body, hint=hint, example=example), words) == expected
