"""`python -m bot COMMAND …`: reads the command, runs it, and says in sentences what is wrong with settings or files."""

import argparse
import os
import sys
from collections.abc import Sequence

from bot.cli.command import add_to, demo_hint, run
from bot.cli.commands import COMMANDS
from bot.config.programme_file import BadProgramme
from bot.config.settings import BadSettings, read_settings
from storage.errors import OlderSchema, StorageError

MIGRATE = "先備份，再執行 python -m bot migrate / back up, then run `python -m bot migrate`"


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse and run; mistakes of settings and files are printed as sentences, not as tracebacks."""
    os.umask(0o077)  # databases, mails and exports hold people's data: their owner alone may read them
    options = _parser().parse_args(arguments)
    try:
        return run(options.command, options)
    except BadSettings as error:
        return _complain("設定有問題 settings:", error.problems)
    except BadProgramme as error:
        return _complain("計畫檔有問題 programme file:", error.problems)
    except OlderSchema as error:
        hint = demo_hint(read_settings()).strip()
        return _complain(
            "資料庫結構較舊，沒有變更任何東西 database:", [str(error), MIGRATE, *filter(None, [hint])]
        )
    except StorageError as error:
        return _complain("資料庫有問題 database:", [str(error)])


def _complain(title: str, problems: Sequence[str]) -> int:
    print(title, *(f"  {problem}" for problem in problems), sep="\n", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Intake chatbot: service and staff commands."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        add_to(commands, command)
    return parser
