"""`python -m bot COMMAND …`: reads the command, runs it, and says in sentences what is wrong with settings or files."""

import argparse
import os
import sys
from collections.abc import Sequence

from bot.cli.command import add_to, demo_hint, run
from bot.cli.commands import COMMANDS
from bot.command_words import both
from bot.config.programme_file import BadProgramme
from bot.config.settings import BadSettings, read_settings
from storage.errors import OlderSchema, StorageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse and run; mistakes of settings and files are printed as sentences, not as tracebacks."""
    os.umask(0o077)  # databases, mails and exports hold people's data: their owner alone may read them
    options = _parser().parse_args(arguments)
    try:
        code = run(options.command, options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # `| head` has seen enough; what is still to be written at the end goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BadSettings as error:
        return _complain(both("bad_settings", " "), error.problems)
    except BadProgramme as error:
        return _complain(both("bad_programme", " "), error.problems)
    except OlderSchema as error:
        hint = demo_hint(read_settings()).strip()
        problems = [str(error), both("migrate_first"), *filter(None, [hint])]
        return _complain(both("older_schema", " "), problems)
    except StorageError as error:
        return _complain(both("bad_database", " "), [str(error)])


def _complain(title: str, problems: Sequence[str]) -> int:
    print(f"{title}:", *(f"  {problem}" for problem in problems), sep="\n", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Intake chatbot: service and staff commands."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        add_to(commands, command)
    return parser
