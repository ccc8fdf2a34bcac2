"""The commands: `python -m bot serve | work | migrate | demo | rehearse | render | inspect | lint | list | …`."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from bot.line_commands import line_commands
from bot.programme import BadProgramme
from bot.settings import BadSettings, read_settings
from storage.errors import StorageError

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse and run; mistakes of settings and files are printed as sentences, not as tracebacks."""
    options = _parser().parse_args(arguments)
    run: Run = options.run
    try:
        return run(options)
    except BadSettings as error:
        return _complain("設定有問題 settings:", error.problems)
    except BadProgramme as error:
        return _complain("計畫檔有問題 programme file:", error.problems)
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
    lint.add_argument("folder", type=Path, nargs="?", help="default: every questionnaire in flows/diagnosis")
    lint.add_argument("--publish", action="store_true", help="fix the present content of new versions")
    line_commands(add)
    _staff_commands(add)
    return parser


def _staff_commands(add: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    add("list", _staff(lambda service, _: _staff_room().listed(service)), "all applications, one a line")
    show = add(
        "show", _staff(lambda service, o: _staff_room().shown(service, o.case)), "everything about one case"
    )
    show.add_argument("case")
    export = add("export", _export, "all applications to standard output or a file")
    export.add_argument("--format", choices=("csv", "xlsx", "json"), default="csv")
    export.add_argument("--out", type=Path)
    resend = add(
        "resend",
        _staff(lambda service, o: _staff_room().resent(service, o.case, dry_run=o.dry_run)),
        "send the mails of a case again, with the same Message-ID",
    )
    erase = add(
        "erase",
        _staff(lambda service, o: _staff_room().erased(service, o.case, dry_run=o.dry_run)),
        "erase everything personal of a case",
    )
    for command in (resend, erase):
        command.add_argument("case")
        command.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    add("stats", _staff(lambda service, _: _staff_room().stats(service)), "how many, and what is stuck")


def _staff_room() -> Any:
    from bot import staff

    return staff


def _staff(ask: Callable[[Any, argparse.Namespace], Coroutine[Any, Any, str | None]]) -> Run:
    """A command that opens the database, asks it something and prints the answer."""

    def run(options: argparse.Namespace) -> int:
        from storage.errors import UnknownCase

        async def work() -> str | None:
            from bot.app import built

            async with built(read_settings()) as service:
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


def _export(options: argparse.Namespace) -> int:
    async def work() -> bytes:
        from bot import staff
        from bot.app import built

        async with built(read_settings()) as service:
            return await staff.exported(service, options.format)

    content = asyncio.run(work())
    if options.out:
        options.out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from bot.processes import run

    return run(serve=True, work=not options.no_worker)


def _work(_: argparse.Namespace) -> int:
    from bot.processes import run

    return run(serve=False, work=True)


def _migrate(_: argparse.Namespace) -> int:
    async def work() -> None:
        from storage.database import Database

        database = Database.open(read_settings().database_url)
        await database.migrate()
        await database.close()

    asyncio.run(work())
    print("資料庫已是最新版本 / database is up to date")
    return 0


def _backup(options: argparse.Namespace) -> int:
    async def work() -> None:
        from storage.backup import backup
        from storage.database import Database

        database = Database.open(read_settings().database_url)
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


def _demo(_: argparse.Namespace) -> int:
    from bot.demo import demo

    return asyncio.run(demo(read_settings()))


def _rehearse(options: argparse.Namespace) -> int:
    from bot.rehearsal import rehearse

    return asyncio.run(rehearse(options.persona, options.out, options.channel))


def _render(options: argparse.Namespace) -> int:
    from bot.rendering import render_file

    return render_file(read_settings(), options.answers, options.out, options.lang)


def _inspect(options: argparse.Namespace) -> int:
    from bot.inspecting import inspect_file

    return inspect_file(read_settings(), options.file)


def _lint(options: argparse.Namespace) -> int:
    from bot.linting import lint_folders

    return lint_folders([options.folder] if options.folder else None, publish=options.publish)


if __name__ == "__main__":
    sys.exit(main())
