"""A command of the product, run in this process: loading all it needs takes a process of its own two seconds."""

import io
import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from bot.cli.main import main


@dataclass(frozen=True)
class Ended:
    """What a command returned and printed."""

    code: int
    stdout: str
    stderr: str


def command(folder: Path, *words: str, **settings: str) -> Ended:
    """Run `python -m bot WORDS` in this folder with these settings in the environment. What a process would show as a
    traceback is raised."""
    out, told = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with (
        patch.dict(os.environ, settings),
        chdir(folder),
        _umask_kept(),
        redirect_stdout(out),
        redirect_stderr(told),
    ):
        code = main(words)
        out.flush()
    return Ended(code, out.buffer.getvalue().decode(), told.getvalue())


@contextmanager
def _umask_kept() -> Iterator[None]:
    mask = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(mask)
