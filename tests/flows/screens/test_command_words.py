"""Words that work anywhere: every one, in every spelling people use, and nothing besides."""

import pytest

from flows.screens.command_words import LABELS, Command, bare_number, change_number, command
from tests.support.chat import Chat
from tests.support.player import here, play
from tests.support.programmes import edition

WORDS = {
    Command.START: "開始 開始申請 繼續 start continue resume 你好 hi Hello",
    Command.BACK: "上一題 上一步 返回 back BACK",
    Command.SKIP: "略過 跳過 skip",
    Command.CHANGE: "修改 change edit",
    Command.REVIEW: "檢視 檢視答案 review",
    Command.STATUS: "進度 查詢進度 status ｓｔａｔｕｓ",
    Command.PAUSE: "暫停 稍後再填 pause",
    Command.HELP: "說明 幫助 help ? ？",
    Command.LANGUAGE: "語言 language",
    Command.CHINESE: "中文 繁體中文 Chinese",
    Command.ENGLISH: "English 英文",
    Command.HUMAN: "真人協助 真人 客服 human",
    Command.ERASE: "刪除我的資料 erase",
    Command.ABOUT: "了解計畫 about",
}


@pytest.mark.parametrize(
    ("said", "word"), [(said, word) for said, words in WORDS.items() for word in words.split()]
)
def test_every_word_in_every_spelling(said: Command, word: str) -> None:
    for written in (word, f" {word}\n", f"{word}。", f"{word}!", word.upper()):
        assert command(written) is said


def test_every_command_has_words_in_both_languages_and_for_telegram() -> None:
    for said, words in WORDS.items():
        spoken = words.split()
        assert any(word.isascii() for word in spoken)
        assert any(not word.isascii() for word in spoken)
        ascii_word = next(word for word in spoken if word.isascii())
        assert ascii_word == "?" or command(f"/{ascii_word}") is said


@pytest.mark.parametrize(
    "text", ["", "開始了嗎", "backpack", "我要上一題", "/unknown", "//start", "1", "no", "完成"]
)
def test_what_is_no_command(text: str) -> None:
    assert command(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("修改 12", 12), ("修改12", 12), ("修改第12題", 12), ("改 第 12 題", 12), ("更改3", 3), ("change 12", 12),
        ("CHANGE 12", 12), ("edit 7", 7), ("/change 7", 7), ("修改 １２", 12), ("修改 12。", 12),
        ("修改", None), ("修改 1234", None), ("修改 十二", None), ("change", None), ("12", None), ("修改 12 13", None),
    ],
)  # fmt: skip
def test_a_question_to_change_by_number(text: str, number: int | None) -> None:
    assert change_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("第 12 題", 12),
        ("第12題。", 12),
        ("1,2", None),
        ("1234", None),
        ("-1", None),
        ("", None),
    ],
)
def test_a_bare_number(text: str, number: int | None) -> None:
    assert bare_number(text) == number


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("key", LABELS)
def test_a_button_that_is_a_command_can_be_typed(key: str, language: str) -> None:
    """Typing what is written on the button does what tapping it does."""
    typed, tapped = (play(Chat(), "exporter", "contact_name") for _ in range(2))
    typed.say(edition().words[language].say(key))
    tapped.say(LABELS[key].value)
    assert typed.events == tapped.events
    assert here(typed.messages) == here(tapped.messages)
