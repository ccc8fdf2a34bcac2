"""Questionnaires from their folder: structure, words and the chat's phrases read from disk, once."""

from functools import cache
from pathlib import Path

from bot.config.paths import ROOT, TEMPLATES
from flows.definitions.edition import Edition
from flows.definitions.loader import load

DIAGNOSIS = ROOT / "flows" / "schemes" / "diagnosis" / "editions"
CHAT = TEMPLATES / "chat"
LANGUAGES = ("zh-TW", "en")


def read_edition(folder: Path, chat: Path = CHAT) -> Edition:
    """The edition in that folder. Raises Malformed with every mistake, OSError when a file is missing."""
    words = {language: (folder / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
    phrases = {language: (chat / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
    return load((folder / "questionnaire.toml").read_text(encoding="utf-8"), words, phrases)


@cache
def shipped() -> dict[str, Edition]:
    """Every edition in flows/schemes/diagnosis by its version: sessions stay on the one they began with."""
    editions = (read_edition(folder) for folder in sorted(DIAGNOSIS.iterdir()) if folder.is_dir())
    return {edition.questionnaire.version: edition for edition in editions}
