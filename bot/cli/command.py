"""A command as a value: its name, the function that does it, its arguments. Nothing is loaded before it is run."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from typing import Any, TypeAlias

from bot.command_words import both
from bot.config.settings import Settings, read_settings
from bot.paths import DEMO_DATABASE

Answer: TypeAlias = int | str | bytes | None
"""An exit code, or what to print; None when there is no such case."""

Function: TypeAlias = Callable[..., Answer | Coroutine[None, None, Answer]]


class Needs(Enum):
    """What the function of a command is handed before its arguments."""

    NOTHING = auto()
    SETTINGS = auto()
    SERVICE = auto()
    """The service over its database, which has to have this version's schema."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument, as argparse takes it; one that is not `handed` is only there to be typed."""

    flags: tuple[str, ...]
    options: Mapping[str, Any]
    handed: bool = True

    @property
    def name(self) -> str:
        """The parameter of the function it becomes."""
        return str(self.options.get("dest") or self.flags[0].lstrip("-").replace("-", "_"))


@dataclass(frozen=True, slots=True)
class OneOf:
    """Arguments of which exactly one is to be given."""

    choices: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `runs` names its function as `module:function`, `about` is its line in the help."""

    name: str
    runs: str
    about: str
    needs: Needs = Needs.NOTHING
    arguments: tuple[Argument | OneOf, ...] = ()

    @property
    def handed(self) -> frozenset[str]:
        """The parameters its arguments become."""
        single = (
            one for each in self.arguments for one in (each.choices if isinstance(each, OneOf) else (each,))
        )
        return frozenset(one.name for one in single if one.handed)


def argument(*flags: str, handed: bool = True, **options: Any) -> Argument:
    """An argument, written as for argparse's `add_argument`."""
    return Argument(flags, options, handed)


def function_of(command: Command) -> Function:
    """The function of a command, loaded now."""
    module, _, name = command.runs.partition(":")
    function: Function = getattr(import_module(module), name)
    return function


def add_to(parser: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command) -> None:
    """Let a parser know the command."""
    own = parser.add_parser(command.name, help=command.about, description=command.about)
    own.set_defaults(command=command)
    for each in command.arguments:
        if isinstance(each, OneOf):
            group = own.add_mutually_exclusive_group(required=True)
            for choice in each.choices:
                group.add_argument(*choice.flags, **choice.options)
        else:
            own.add_argument(*each.flags, **each.options)


def run(command: Command, options: argparse.Namespace) -> int:
    """Run it and print what it answers; returns the exit code."""
    arguments = {name: getattr(options, name) for name in command.handed}
    match _answer(command, arguments):
        case int(code):
            return code
        case None:
            print(both("no_case", case=options.case), file=sys.stderr)
            return 1
        case bytes(content):
            sys.stdout.buffer.write(content)
        case text:
            print(text)
    return 0


def demo_hint(settings: Settings) -> str:
    """Where the demo's cases are, a line for whoever finds none; empty without a demo, or if that was asked."""
    url = f"sqlite:///{DEMO_DATABASE}"
    if settings.database_url == url or not DEMO_DATABASE.exists():
        return ""
    return f"{both('demo_elsewhere', ' ')}: DATABASE_URL={url}\n"


def _answer(command: Command, arguments: Mapping[str, Any]) -> Answer:
    if command.needs is Needs.SERVICE:
        return asyncio.run(_asked(command, arguments))
    first = (read_settings(),) if command.needs is Needs.SETTINGS else ()
    answer = function_of(command)(*first, **arguments)
    return asyncio.run(answer) if isinstance(answer, Coroutine) else answer


async def _asked(command: Command, arguments: Mapping[str, Any]) -> Answer:
    from bot.app import built
    from bot.cli.office.audit import leave_entry
    from storage.errors import UnknownCase

    async with built(read_settings(), migrating=False) as service:
        await leave_entry(service, command.name, arguments)
        try:
            answer = function_of(command)(service, **arguments)
            found = await answer if isinstance(answer, Coroutine) else answer
        except UnknownCase:
            found = None
        if not await service.applications.list(1):
            print(end=demo_hint(service.settings), file=sys.stderr)
        return found
