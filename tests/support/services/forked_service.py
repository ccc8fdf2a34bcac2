"""Runs `bot` so that it is back a moment after it was killed: each run is a fork of a process that has all loaded.

`python -m tests.support.services.forked_service`; each line on standard input is a command of `bot` to run, answered
with the number of the process. While a file `doom-COMMAND` lies in the folder DOOMS, the next transaction of that
command takes it away and kills the process where the file says: "before" it begins, "inside" when everything is
written but not committed, "after" its commit. What is durable changes at these boundaries only.
"""

import asyncio
import os
import pkgutil
import signal
import sys
from importlib import import_module
from pathlib import Path

import bot
from bot.app import built
from bot.cli.main import main
from bot.cli.serving_check import serving_settings
from bot.config.settings import Settings
from tests.faults.doomed import doom


def doom_of(folder: Path, command: str) -> Path:
    """The file that dooms a command, whatever its options."""
    return folder / f"doom-{command.partition(' ')[0]}"


def _doomed_in(file: Path) -> None:
    """Have this process killed wherever the file says, when it says so."""

    def phase() -> str:
        task = asyncio.current_task()
        if (
            task and task.get_name() == "reply marks"
        ):  # when an earlier reply was shown: whenever there is time
            return ""
        try:
            found = file.read_text(encoding="utf-8")
            file.unlink()
        except FileNotFoundError:
            return ""
        return found

    doom(phase)


def _load() -> None:
    """Every module, and whatever is read and compiled once: a service is put together, over a database of its own."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    import_module("linebot.v3.messaging")  # which is otherwise loaded with the first message of LINE
    own = {"database_url": f"sqlite:///{_folder()}/loaded.db"}
    asyncio.run(_put_together(serving_settings().model_copy(update=own)))


async def _put_together(settings: Settings) -> None:
    async with built(settings):
        pass


def _folder() -> Path:
    return Path(os.environ["DOOMS"])


def _run(command: list[str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _doomed_in(doom_of(_folder(), command[0]))
    os._exit(main(command))


if __name__ == "__main__":
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever has ended is gone, and not left to be waited for
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(line.split())
        print(child, flush=True)
