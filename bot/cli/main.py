"""The commands: `python -m bot serve | work | migrate | demo | rehearse | render | inspect | lint | list | …`."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli.line_parser import line_commands
from bot.cli.staff_parser import staff_commands
from bot.config.programme_file import BadProgramme
from bot.config.settings import BadSettings, read_settings
from storage.errors import OlderSchema, StorageError

MIGRATE = "先備份，再執行 python -m bot migrate / back up, then run `python -m bot migrate`"

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse and run; mistakes of settings and files are printed as sentences, not as tracebacks."""
    os.umask(0o077)  # databases, mails and exports hold people's data: their owner alone may read them
    options = _parser().parse_args(arguments)
    run: Run = options.run
    try:
        return run(options)
    except BadSettings as error:
        return _complain("設定有問題 settings:", error.problems)
    except BadProgramme as error:
        return _complain("計畫檔有問題 programme file:", error.problems)
    except OlderSchema as error:
        return _complain("資料庫結構較舊，沒有變更任何東西 database:", [str(error), MIGRATE])
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

    def add(name: str, run: Run, about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run)
        return command

    serve = add("serve", _serve, "webhooks, pages and worker in one process")
    serve.add_argument("--no-worker", action="store_true", help="leave the jobs to `work`")
    add("work", _work, "a worker only")
    add("migrate", _migrate, "bring the database to this version's schema")
    backup = add("backup", _backup, "copy the SQLite database to a new file while it is in use")
    backup.add_argument("file", type=Path)
    add("scrub", _scrub, "remove from the database's files what was erased; holds the service up meanwhile")
    add("demo", _demo, "everything embedded: a chat to apply in and the staff mailbox beside it")
    rehearse = add("rehearse", _rehearse, "play a persona through the real HTTP path")
    rehearse.add_argument("persona", type=Path)
    rehearse.add_argument("--out", type=Path, required=True, help="folder for transcript, mails and report")
    rehearse.add_argument("--channel", choices=("web", "line", "telegram"), default="web")
    render = add("render", _render, "the document alone, from an answers file")
    render.add_argument("answers", type=Path)
    render.add_argument("out", type=Path)
    render.add_argument(
        "--lang", choices=("zh-TW", "en"), default="zh-TW", help="en: a copy for reading only"
    )
    inspect = add("inspect", _inspect, "is a PDF genuine and unaltered? exit 0 yes, 1 no, 2 cannot tell")
    inspect.add_argument("file", type=Path)
    lint = add("lint", _lint, "check a questionnaire; exit 1 with places and remedies")
    lint.add_argument(
        "folder", type=Path, nargs="?", help="default: every questionnaire in flows/schemes/diagnosis"
    )
    lint.add_argument("--publish", action="store_true", help="fix the present content of new versions")
    line_commands(add)
    staff_commands(add)
    return parser


def _serve(options: argparse.Namespace) -> int:
    from bot.cli.serve import run

    return run(serve=True, work=not options.no_worker)


def _work(_: argparse.Namespace) -> int:
    from bot.cli.serve import run

    return run(serve=False, work=True)


def _migrate(_: argparse.Namespace) -> int:
    async def work() -> None:
        from storage.engine.database import Database

        database = Database.open(read_settings().database_url)
        await database.migrate()
        await database.close()

    asyncio.run(work())
    print("資料庫已是最新版本 / database is up to date")
    return 0


def _backup(options: argparse.Namespace) -> int:
    async def work() -> None:
        from storage.backup import backup
        from storage.engine.database import Database

        url = read_settings().database_url
        if not Database.exists(url):
            raise FileNotFoundError(f"沒有資料庫可以備份 there is no database to back up: {url}")
        database = Database.open(url)
        try:
            await backup(database, options.file)
        finally:
            await database.close()

    try:
        asyncio.run(work())
    except FileExistsError:
        remedy = (
            f"已經有這個檔案，請換一個檔名 / the file is there already, choose another name: {options.file}"
        )
        return _complain("備份失敗 backup:", [remedy])
    except OSError as error:
        return _complain("備份失敗 backup:", [str(error)])
    print(f"已備份到 / backed up to {options.file}")
    return 0


def _scrub(_: argparse.Namespace) -> int:
    from bot.cli.scrub import scrub

    print(asyncio.run(scrub(read_settings())))
    return 0


def _demo(_: argparse.Namespace) -> int:
    from bot.demo.demo import demo

    return asyncio.run(demo(read_settings()))


def _rehearse(options: argparse.Namespace) -> int:
    from bot.demo.rehearsal import rehearse

    return asyncio.run(rehearse(options.persona, options.out, options.channel))


def _render(options: argparse.Namespace) -> int:
    from bot.cli.render import render_file

    return render_file(read_settings(), options.answers, options.out, options.lang)


def _inspect(options: argparse.Namespace) -> int:
    from bot.cli.verify import inspect_file

    return inspect_file(read_settings(), options.file)


def _lint(options: argparse.Namespace) -> int:
    from bot.cli.lint import lint_folders

    return lint_folders([options.folder] if options.folder else None, publish=options.publish)
