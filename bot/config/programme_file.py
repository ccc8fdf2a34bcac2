"""The programme file: TOML to a Programme, with every mistake named."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from bot.config.consultants import consultants_of, consultants_problems
from bot.config.office_days import office_days, office_days_problems
from bot.config.retention_days import GAPS, retention_of, retention_problems
from bot.languages import LANGUAGES
from flows.definitions.programme import Contact, Period, Programme

ABOUT = "about_"
"""Begins the names of texts of 「了解計畫」 that only the programme can give; which there are, its scheme says."""
WORDS = (
    "title", "form_title", "host", "executor", "fee", "service", "other_help", "notice", "notice_short",
)  # fmt: skip
DIAGNOSIS = "diagnosis"
"""The scheme of a file that names none, as those from before there were several."""
CONTACT = ("name", "phone", "email")
LONGEST_GRACE = 24 * 60
LONGEST_WAIT = 60

_KINDS: Mapping[str, type] = {
    "year": int, "questionnaire": str, "notice_version": str, "contact": dict, "words": dict,
}  # fmt: skip
_OPTIONAL: Mapping[str, type] = {
    "scheme": str,
    "grace_minutes": int,
    "places": int,
    "remind_days": int,
    "links": dict,
    "reopened": list,
    "calendar": dict,
    "deadlines": dict,
    "retention": dict,
    "printing_checked": date,
    "consultants": list,
}
_MORE_WORDS = frozenset({"printing"})
"""Texts that may be left out: where to print without a printer."""

_GAPS = GAPS | {"contact_name", "contact_phone", "contact_email", "opening", "closing"}
"""What texts of the programme may name in {braces}."""


class BadProgramme(Exception):
    """The programme file cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__("\n".join(f"{path}: {problem}" for problem in problems))
        self.problems = problems


def read_programmes(setting: Path) -> list[Programme]:
    """The programmes of a file, of a folder's files, or of several of either with a `:` between them, as in PATH.
    Raises BadProgramme with every mistake of the first file that has any."""
    named = [Path(part) for part in str(setting).split(os.pathsep)]
    files = [file for path in named for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]
    if not files:
        raise BadProgramme(setting, ["no programme file (*.toml) is there"])
    return [read_programme(file) for file in files]


def read_programme(path: Path) -> Programme:
    """The programme of a file. Raises BadProgramme with every mistake."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadProgramme(path, [str(error)]) from None
    problems = [*_kinds(data)] or [
        *_contact(data["contact"]), *_numbers(data), *_links(data.get("links", {})), *_words(data["words"]),
        *office_days_problems(data), *retention_problems(data), *_printing(data),
        *consultants_problems(data),
    ]  # fmt: skip
    problems += _times(data)
    if problems:
        raise BadProgramme(path, problems)
    return Programme(
        year=data["year"],
        questionnaire=data["questionnaire"],
        opens=data["opens"],
        closes=data["closes"],
        contact=Contact(**{name: data["contact"][name] for name in CONTACT}),
        notice_version=data["notice_version"],
        words={language: _texts(words) for language, words in data["words"].items()},
        reopened=tuple(Period(each["opens"], each["closes"]) for each in data.get("reopened", ())),
        grace=timedelta(minutes=data.get("grace_minutes", 60)),
        places=data.get("places"),
        links=data.get("links", {}),
        remind_days=data.get("remind_days", 0),
        scheme=data.get("scheme", DIAGNOSIS),
        retention=retention_of(data),
        printing_checked=data.get("printing_checked"),
        consultants=consultants_of(data),
        **office_days(data),
    )


def _texts(words: Mapping[str, str | list[str]]) -> dict[str, str]:
    return {key: text if isinstance(text, str) else "\n".join(text) for key, text in words.items()}


def _kinds(data: Mapping[str, Any]) -> Iterator[str]:
    """What is missing, of the wrong kind, or unknown."""
    for key, kind in {**_KINDS, **_OPTIONAL}.items():
        if key in data and (not isinstance(data[key], kind) or isinstance(data[key], bool)):
            yield f"{key}: must be {kind.__name__}"
        elif key in _KINDS and not data.get(key):
            yield f"{key}: missing"
    for key in sorted(set(data) - {*_KINDS, *_OPTIONAL, "opens", "closes"}):
        yield f"{key}: unknown; remove it or correct its name"


def _contact(contact: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"contact.{key}: missing" for key in CONTACT if not contact.get(key))
    yield from (f"contact.{key}: unknown" for key in sorted(set(contact) - set(CONTACT)))
    if contact.get("email") and "@" not in contact["email"]:
        yield "contact.email: not an e-mail address"


def _numbers(data: Mapping[str, Any]) -> Iterator[str]:
    if not 1 <= data["year"] <= 999:
        yield "year: must be a ROC year, such as 113"
    if not 0 <= data.get("grace_minutes", 0) <= LONGEST_GRACE:
        yield f"grace_minutes: must be from 0 to {LONGEST_GRACE}"
    if not 0 <= data.get("remind_days", 0) <= LONGEST_WAIT:
        yield f"remind_days: must be from 0 (never) to {LONGEST_WAIT}"
    if data.get("places", 0) < 0:
        yield "places: must not be negative; leave it out when there is no limit"


def _links(links: Mapping[str, Any]) -> Iterator[str]:
    for name, address in links.items():
        parts = urlsplit(str(address))
        if name != "page":
            yield f"links.{name}: unknown; there is: page"
        if parts.scheme not in ("http", "https") or not parts.hostname:
            yield f"links.{name}: must be a web address such as https://example.org"


def _printing(data: Mapping[str, Any]) -> Iterator[str]:
    """Ways to print grow old: they say when somebody last looked."""
    told = any("printing" in own for own in data["words"].values() if isinstance(own, dict))
    checked = data.get("printing_checked")
    if isinstance(checked, datetime) or (told and checked is None):
        yield "printing_checked: must be the day somebody last looked, such as 2026-11-28"


def _times(data: Mapping[str, Any]) -> list[str]:
    """Instants with their offset, each later than the one before."""
    later = data.get("reopened", [])
    tables = [("", data)]
    if isinstance(later, list):
        tables += [(f"reopened {n}: ", each) for n, each in enumerate(later, 1) if isinstance(each, dict)]
    problems, latest = [], None
    for place, table in tables:
        for key in ("opens", "closes"):
            instant = table.get(key)
            if not isinstance(instant, datetime) or instant.tzinfo is None:
                problems.append(
                    f"{place}{key}: must be an instant with its offset, such as 2024-12-01T00:00:00+08:00"
                )
            elif latest is not None and instant <= latest:
                before = "opens" if key == "closes" else "the closing before"
                problems.append(f"{place}{key}: must be later than {before}")
            else:
                latest = instant
    return problems


def _words(words: Mapping[str, Any]) -> Iterator[str]:
    for language in LANGUAGES:
        own = words.get(language, {})
        yield from (f"words.{language}.{key}: missing" for key in WORDS if not own.get(key))
        unknown = sorted(key for key in set(own) - {*WORDS, *_MORE_WORDS} if not key.startswith(ABOUT))
        yield from (f"words.{language}.{key}: unknown" for key in unknown)
        for key, text in _texts(own).items():
            yield from (f"words.{language}.{key}: {problem}" for problem in _gaps(text))
    yield from (f"words.{language}: unknown language" for language in sorted(set(words) - set(LANGUAGES)))


def _gaps(text: str) -> Iterator[str]:
    try:
        gaps = {gap for _, gap, _, _ in Formatter().parse(text) if gap is not None}
    except ValueError:
        yield "a brace itself is written {{ or }}"
        return
    for gap in sorted(gaps - _GAPS):
        yield f"{{{gap}}} is unknown; there are: {', '.join(sorted(_GAPS))}"
