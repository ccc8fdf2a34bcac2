"""The commands of the staff, declared apart from their work so that no other command loads it."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.cli.line_parser import Add
from bot.config.settings import read_settings

if TYPE_CHECKING:
    from bot.service import Service

Ask: TypeAlias = Callable[["Service", argparse.Namespace], Coroutine[None, None, str | None]]
"""Asks the database something, or changes it; None when there is no such case."""


def staff_commands(add: Add) -> None:
    """Declare them."""
    listing = add("list", _staff(_listed), "all applications, one a line")
    listing.add_argument("--unsigned", action="store_true", help="only those no signed copy has come of")
    _case(add("show", _staff(_shown), "everything about one case"))
    export = add("export", _export, "all applications to standard output or a file")
    export.add_argument("--format", choices=("csv", "xlsx", "json"), default="csv")
    export.add_argument("--out", type=Path)
    _dry(_case(add("resend", _staff(_resent), "send the mails of a case again, with the same Message-ID")))
    _dry(_case(add("erase", _staff(_erased), "erase everything personal of a case")))
    _case(
        add(
            "unlock", _staff(_unlocked), "let people who named wrong check codes for a case try again at once"
        )
    )
    replacing = add(
        "replace",
        _staff(_replaced),
        "allow a case to take the place of the earlier one of its company, or not",
    )
    answer = _case(replacing).add_mutually_exclusive_group(required=True)
    answer.add_argument("--allow", action="store_true")
    answer.add_argument("--refuse", action="store_true")
    _dry(replacing)
    _case(
        add("signed", _staff(_signed), "say that the form returned for a case is signed: no more reminders")
    )
    place = add("place", _staff(_placed), "decide about the place of a company that no register knows")
    choice = _case(place).add_mutually_exclusive_group(required=True)
    choice.add_argument("--grant", action="store_true")
    choice.add_argument("--refuse", action="store_true")
    _dry(place)
    links = add("links", _staff(_links), "close every link to the documents of a case")
    links.add_argument("action", choices=("revoke",))
    _dry(_case(links))
    add("stats", _staff(_stats), "how many, and what is stuck")


def _case(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("case")
    return command


def _dry(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")


def _staff(ask: Ask) -> Callable[[argparse.Namespace], int]:
    """A command that opens the database, asks it something and prints the answer."""

    def run(options: argparse.Namespace) -> int:
        from storage.errors import UnknownCase

        async def work() -> str | None:
            from bot.app import built

            async with built(read_settings(), migrating=False) as service:
                try:
                    return await ask(service, options)
                except UnknownCase:
                    return None

        answer = asyncio.run(work())
        if answer is None:
            print(f"沒有案件 {options.case} / no such case", file=sys.stderr)
            return 1
        print(answer)
        return 0

    return run


async def _listed(service: "Service", options: argparse.Namespace) -> str:
    from bot.cli import staff

    return await staff.listed(service, unsigned=options.unsigned)


async def _shown(service: "Service", options: argparse.Namespace) -> str | None:
    from bot.cli import staff

    return await staff.shown(service, options.case)


async def _resent(service: "Service", options: argparse.Namespace) -> str | None:
    from bot.cli import staff

    return await staff.resent(service, options.case, dry_run=options.dry_run)


async def _erased(service: "Service", options: argparse.Namespace) -> str:
    from bot.cli import staff

    return await staff.erased(service, options.case, dry_run=options.dry_run)


async def _unlocked(service: "Service", options: argparse.Namespace) -> str | None:
    from bot.cli import decisions

    return await decisions.unlocked(service, options.case)


async def _replaced(service: "Service", options: argparse.Namespace) -> str | None:
    from bot.cli import decisions

    return await decisions.replaced(service, options.case, allowed=options.allow, dry_run=options.dry_run)


async def _signed(service: "Service", options: argparse.Namespace) -> str:
    from bot.cli import decisions

    return await decisions.signed(service, options.case)


async def _placed(service: "Service", options: argparse.Namespace) -> str | None:
    from bot.cli import decisions

    return await decisions.placed(service, options.case, granted=options.grant, dry_run=options.dry_run)


async def _links(service: "Service", options: argparse.Namespace) -> str | None:
    from bot.cli import decisions

    return await decisions.links_revoked(service, options.case, dry_run=options.dry_run)


async def _stats(service: "Service", _: argparse.Namespace) -> str:
    from bot.cli import staff

    return await staff.stats(service)


def _export(options: argparse.Namespace) -> int:
    async def work() -> bytes:
        from bot.app import built
        from bot.cli.export import exported

        async with built(read_settings(), migrating=False) as service:
            return await exported(service, options.format)

    content = asyncio.run(work())
    if options.out:
        options.out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0
