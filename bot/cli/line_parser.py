"""The commands `line-menu` and `line-check`, declared apart from their work so that no other command loads it."""

import argparse
from collections.abc import Callable
from typing import Protocol

from bot.config.settings import read_settings


class Add(Protocol):
    """Adds a command with what it runs and what it is for."""

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace], int], about: str
    ) -> argparse.ArgumentParser:
        """The new command's parser."""
        ...


def line_commands(add: Add) -> None:
    """Declare them."""
    menu = add("line-menu", _menu, "LINE's rich menu: draw and install it, or remove it")
    menu.add_argument("action", choices=("install", "remove"))
    add("line-check", _check, "ask LINE whether it would show every question; exit 1 if not")


def _menu(options: argparse.Namespace) -> int:
    from bot.cli.line_account import menu

    return menu(read_settings(), options.action)


def _check(_: argparse.Namespace) -> int:
    from bot.cli.line_account import check

    return check(read_settings())
