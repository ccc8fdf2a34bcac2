"""The languages everything is said in: those there are words for, the first one first."""

import tomllib

from bot.paths import SHARED


def _found() -> tuple[str, ...]:
    first = str(tomllib.loads((SHARED / "languages.toml").read_text(encoding="utf-8"))["first"])
    others = sorted(file.stem for file in (SHARED / "chat").glob("*.toml") if file.stem != first)
    return (first, *others)


LANGUAGES = _found()
