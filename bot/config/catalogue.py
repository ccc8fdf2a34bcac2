"""Questionnaires from their folder: structure, words and the chat's phrases read from disk, once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.config.settings import BadSettings
from bot.paths import ROOT, TEMPLATES
from flows.definitions.edition import Edition
from flows.definitions.loader import load
from flows.definitions.programme import Programme
from flows.scheme.definition import Catalogue

DIAGNOSIS = ROOT / "flows" / "schemes" / "diagnosis" / "editions"
CHAT = TEMPLATES / "chat"
LANGUAGES = ("zh-TW", "en")


def read_edition(folder: Path, chat: Path = CHAT) -> Edition:
    """The edition in that folder. Raises Malformed with every mistake, OSError when a file is missing."""
    words = {language: (folder / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
    phrases = {language: (chat / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
    return load((folder / "questionnaire.toml").read_text(encoding="utf-8"), words, phrases)


def catalogue_of(programmes: Sequence[Programme], drawable: frozenset[int] = frozenset()) -> Catalogue:
    """Every shipped edition and these programmes. Raises BadSettings when one names a questionnaire there is not."""
    editions = {version: replace(edition, drawable=drawable) for version, edition in shipped().items()}
    problems = [
        f"PROGRAMME_FILE: no questionnaire {each.questionnaire} in flows/schemes/diagnosis"
        for each in programmes
        if each.questionnaire not in editions
    ]
    if twice := [name for name, number in Counter(each.id for each in programmes).items() if number > 1]:
        problems.append(f"PROGRAMME_FILE: more than one file is of {', '.join(twice)}")
    if problems:
        raise BadSettings(problems)
    return Catalogue(editions, {each.id: each for each in programmes})


def check_years(catalogue: Catalogue, stored: Iterable[int]) -> None:
    """Whoever applied must be able to see it in the words it was made in: BadSettings names the ROC years of stored
    cases that no programme file is of."""
    known = {programme.year for programme in catalogue.programmes.values()}
    problems = [
        f"PROGRAMME_FILE: cases of {year} are stored, but no programme file is of that year"
        for year in stored
        if year not in known
    ]
    if problems:
        raise BadSettings(problems)


@cache
def shipped() -> dict[str, Edition]:
    """Every edition in flows/schemes/diagnosis by its version: sessions stay on the one they began with."""
    editions = (read_edition(folder) for folder in sorted(DIAGNOSIS.iterdir()) if folder.is_dir())
    return {edition.questionnaire.version: edition for edition in editions}
