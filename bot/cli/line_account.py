"""`line-menu` and `line-check`: the rich menu of the LINE account, and whether LINE would show every question."""

import asyncio
import sys
import tomllib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import aiohttp

from bot.channels.line.account import accepted, opened
from bot.channels.line.client import LineClient
from bot.channels.line.rich_menu import Field, Menu, MenuError, install, remove
from bot.channels.line.tokens import tokens_of
from bot.command_words import both, phrase
from bot.config.catalogue import catalogue_of
from bot.config.programme_file import read_programme
from bot.config.settings import BadSettings, Settings
from bot.documents.picture import picture
from bot.gallery.walk import gallery
from bot.paths import SHARED
from flows.interface.messages import Attachment, Message

MENU = SHARED / "line"

_AT = "https://apply.example.org/files/"
DOCUMENT = Attachment(
    "", f"113-0042_{phrase('line.document')}.pdf", "113-0042", f"{_AT}document", f"{_AT}preview"
)
"""Stands for an application's document: LINE judges the address without going there."""


def menu(settings: Settings, action: str) -> int:
    """Install or remove the rich menu; returns the exit code."""

    async def change(client: LineClient) -> int:
        if action == "remove":
            print(f"{both('line.removed')}: {await remove(client.account)}")
        else:
            print(f"{both('line.installed')}: {', '.join(await install(client.account, drawn_menus()))}")
        return 0

    return _with_line(settings, change)


def check(settings: Settings) -> int:
    """Have LINE judge every screen in both languages, half answered ones too; 1 if it would refuse any."""

    async def judge(client: LineClient) -> int:
        found = count = 0
        for name, message, words, tapped in _pages(settings):
            count += 1
            if trouble := await accepted(client, message, words, tapped):
                found += 1
                print(f"{name}: {trouble}", file=sys.stderr)
        print(both("line.checked", count=count, refused=found))
        return 1 if found else 0

    return _with_line(settings, judge)


def drawn_menus(folder: Path = MENU) -> list[Menu]:
    """The menus of templates/shared/line, each with its picture."""
    data = tomllib.loads((folder / "menu.toml").read_text(encoding="utf-8"))
    return [
        Menu(
            submitted=menu["state"] == "submitted",
            language=menu["language"],
            width=data["width"],
            height=data["height"],
            bar=menu["bar"],
            fields=tuple(
                Field(**cell, label=field["label"], text=field["text"])
                for cell, field in zip(data["cells"], menu["fields"], strict=True)
            ),
            picture=picture(folder / "menu.typ", menu=str(place)),
        )
        for place, menu in enumerate(data["menus"])
    ]


def _with_line(settings: Settings, work: Callable[[LineClient], Awaitable[int]]) -> int:
    if not settings.line_on:
        raise BadSettings(["LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID with LINE_CHANNEL_SECRET: missing"])
    tokens = tokens_of(
        settings.line_api_url,
        settings.line_channel_access_token,
        settings.line_channel_id,
        settings.line_channel_secret,
    )

    async def run() -> int:
        async with opened(settings.line_api_url, settings.line_data_api_url, tokens) as client:
            return await work(client)

    try:
        return asyncio.run(run())
    except MenuError as error:
        print(error, file=sys.stderr)
    except (aiohttp.ClientError, TimeoutError) as error:
        print(f"{both('line.unreachable')}: {type(error).__name__}", file=sys.stderr)
    return 1


def _pages(settings: Settings) -> Iterator[tuple[str, Message, Callable[[str, str], str], str]]:
    """Every message of the programme's gallery in every language, by name, with the words of its channel and the button
    it answers."""
    programme = read_programme(settings.programme_file)
    definition = catalogue_of([programme]).current(programme.opens)
    edition = definition.edition

    def say(spoken: str, key: str) -> str:
        return edition.speak(spoken).say(key)

    for language in edition.words:
        for shot in gallery(definition, language, DOCUMENT):
            for message in shot.messages:
                yield f"{language} {shot.name}", message, say, shot.tapped
