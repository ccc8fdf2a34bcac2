"""`line-menu` and `line-check` as an operator runs them, against the stand-in."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.cli.line_account import drawn_menus
from bot.cli.main import main
from bot.cli.serving_check import serving_problems
from bot.config.catalogue import shipped
from bot.config.settings import Settings
from bot.demo.standins.line import ACCESS_TOKEN, LineStandin
from bot.demo.standins.line_account import CHANNEL_ID, Menu
from flows.screens.command_words import command

MENUS = "/v2/bot/richmenu"
VALIDATE = "/v2/bot/message/validate/reply"


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[LineStandin]:
    """A stand-in in a thread of its own, because the commands run a loop of theirs."""
    standin, loop = LineStandin(), asyncio.new_event_loop()
    running, stop = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with standin.running():
            running.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    running.wait()
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "secret")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", ACCESS_TOKEN)
    monkeypatch.setenv("LINE_API_URL", standin.url)
    monkeypatch.setenv("LINE_DATA_API_URL", standin.url)
    yield standin
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def test_the_menu_is_installed_and_replaces_its_predecessor_only(line: LineStandin) -> None:
    line.account.menus["by-hand"] = Menu({"name": "festival"})
    assert [main(["line-menu", "install"]) for _ in range(2)] == [0, 0]
    account = line.account
    assert len(account.menus) == 5
    assert set(account.aliases) == {
        "intake-menu-draft-zh-tw",
        "intake-menu-submitted-zh-tw",
        "intake-menu-draft-en",
        "intake-menu-submitted-en",
    }
    assert set(account.aliases.values()) == set(account.menus) - {"by-hand"}
    assert account.default_menu == account.aliases["intake-menu-draft-zh-tw"]
    assert account.menus[account.default_menu].picture == drawn_menus()[0].picture


def test_the_alias_of_an_earlier_version_goes_with_its_menu(line: LineStandin) -> None:
    line.account.menus["old"], line.account.aliases["intake-menu"] = Menu({"name": "intake"}), "old"
    assert main(["line-menu", "install"]) == 0
    assert "intake-menu" not in line.account.aliases
    assert "old" not in line.account.menus


def test_every_field_of_the_menus_says_words_that_always_work() -> None:
    for menu in drawn_menus():
        assert all(command(field.text) for field in menu.fields)
        assert sum(field.width * field.height for field in menu.fields) == menu.width * menu.height


def test_a_menu_without_its_picture_is_taken_back(
    line: LineStandin, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["line-menu", "install"]) == 0
    before, named = dict(line.account.menus), dict(line.account.aliases)
    line.trouble(f"{MENUS}/richmenu-6/content", 500)
    assert main(["line-menu", "install"]) == 1
    assert "picture: LINE answered 500" in capsys.readouterr().err
    assert (line.account.menus, line.account.aliases) == (before, named)
    assert line.account.default_menu in before


def test_the_menu_is_removed_with_all_that_names_it(line: LineStandin) -> None:
    assert main(["line-menu", "remove"]) == 0
    assert main(["line-menu", "install"]) == 0
    assert main(["line-menu", "remove"]) == 0
    assert (line.account.menus, line.account.aliases, line.account.default_menu) == ({}, {}, "")


def test_every_screen_is_shown_to_line_in_both_languages(line: LineStandin) -> None:
    assert main(["line-check"]) == 0
    judged = [call.body["messages"] for call in line.calls if call.path == VALIDATE]
    told = "\n".join(message.get("altText", "") for messages in judged for message in messages)
    edition = shipped()["113.1"]
    for words in edition.words.values():
        missing = [
            q.id for q in edition.questionnaire.questions if q.asked and words.of(q.id, "label") not in told
        ]
        assert missing == []
    assert any(message["type"] == "image" for messages in judged for message in messages)
    assert "☑" in str(judged)


def test_what_line_would_refuse_is_told_with_its_name(
    line: LineStandin, capsys: pytest.CaptureFixture[str]
) -> None:
    line.trouble(VALIDATE, 400)
    assert main(["line-check"]) == 1
    assert "zh-TW welcome: 400 trouble" in capsys.readouterr().err


def test_without_line_both_commands_say_so(
    line: LineStandin, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINE_API_URL", "http://127.0.0.1:1")
    assert main(["line-check"]) == 1
    assert "cannot reach LINE" in capsys.readouterr().err
    monkeypatch.delenv("LINE_CHANNEL_ACCESS_TOKEN")
    assert main(["line-check"]) == 2
    assert "LINE_CHANNEL_ID" in capsys.readouterr().err


def test_the_channel_id_does_instead_of_a_token(line: LineStandin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINE_CHANNEL_ACCESS_TOKEN")
    monkeypatch.setenv("LINE_CHANNEL_ID", CHANNEL_ID)
    line.account.secret = "secret"
    assert main(["line-menu", "install"]) == 0
    assert line.account.issued == ["stateless-1"]


@pytest.mark.parametrize(
    ("given", "complaints"),
    [
        (Settings(line_channel_secret="s", line_channel_id="1"), []),
        (Settings(line_channel_secret="s", line_channel_access_token="t"), []),
        (Settings(line_channel_secret="s"), ["LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID: missing"]),
        (Settings(line_channel_id="1"), ["LINE_CHANNEL_SECRET: missing"]),
    ],
)
def test_what_line_needs_is_asked_for_at_start(given: Settings, complaints: list[str]) -> None:
    told = [problem.partition(";")[0] for problem in serving_problems(given) if problem.startswith("LINE")]
    assert told == complaints
