"""The rich menu of each person: by their language, and by whether their application is submitted."""

import asyncio

import pytest

import bot.channels.line.personal_menus
from bot.channels.line.rich_menu import alias_of
from bot.demo.standins.line_account import LineAccount, Menu
from flows.interface.inbound import Inbound, Text
from flows.interface.messages import Look, Message
from tests.bot.channels.line.scene import LineScene, running_line

KINDS = [(language, submitted) for language in ("zh-TW", "en") for submitted in (False, True)]


def installed() -> LineAccount:
    """An account on which `line-menu install` was run."""
    named = {
        alias_of(language, submitted=submitted): f"{language}-{submitted}" for language, submitted in KINDS
    }
    return LineAccount(aliases=named, menus={menu: Menu({}, b"picture") for menu in named.values()})


def says(inbound: Inbound) -> tuple[Message, ...]:
    """Answers in the language and the state that somebody writes."""
    assert isinstance(inbound.content, Text)
    language, _, state = inbound.content.text.partition(" ")
    return (Message(Look.PLAIN, title="?", language=language, submitted=state == "submitted"),)


async def linked(scene: LineScene) -> dict[str, str]:
    """Which menu everybody has, once nothing is under way."""
    await asyncio.gather(*scene.channel._turns._tasks)
    return {user[1]: menu for user, menu in scene.standin.account.own_menus.items()}


async def test_everybody_has_the_menu_of_their_language_and_state_and_it_is_linked_once() -> None:
    async with running_line(account=installed()) as scene:
        scene.desk.answer = says
        mei, tom = scene.person("a"), scene.person("b")
        for text in ("zh-TW draft", "zh-TW draft", "en draft", "en draft"):
            await mei.say(text)
        await tom.say("en submitted")
        assert await linked(scene) == {"a": "en-False", "b": "en-True"}
        await mei.say("zh-TW submitted")
        assert (await linked(scene))["a"] == "zh-TW-True"
        links = [
            call.path for call in scene.standin.calls if "/richmenu/" in call.path and "/user/" in call.path
        ]
        assert len(links) == 4


async def test_without_menus_nobody_is_given_one() -> None:
    async with running_line() as scene:
        scene.desk.answer = says
        await scene.person().say("zh-TW draft")
        assert await linked(scene) == {}
        assert not [call for call in scene.standin.calls if "/user/" in call.path]


async def test_menus_installed_anew_while_the_service_runs_are_found() -> None:
    async with running_line(account=installed()) as scene:
        scene.desk.answer = says
        await scene.person().say("zh-TW draft")
        account = scene.standin.account
        account.menus = {f"new-{menu}": Menu({}, b"picture") for menu in account.menus}
        account.aliases = {alias: f"new-{menu}" for alias, menu in account.aliases.items()}
        await scene.person().say("en draft")
        assert await linked(scene) == {"a": "new-en-False"}


async def test_a_menu_that_cannot_be_linked_costs_no_reply_and_is_tried_again() -> None:
    async with running_line(account=installed()) as scene:
        scene.desk.answer = says
        user = "U" + "a" * 32
        scene.standin.trouble(f"/v2/bot/user/{user}/richmenu/en-False", 500)
        person = scene.person()
        await person.say("en draft")
        assert person.shown
        assert scene.channel.replies == 1


async def test_only_so_many_people_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.channels.line.personal_menus, "REMEMBERED", 1)
    async with running_line(account=installed()) as scene:
        scene.desk.answer = says
        for name in ("a", "b", "a"):
            await scene.person(name).say("en draft")
        assert await linked(scene) == {"a": "en-False", "b": "en-False"}
