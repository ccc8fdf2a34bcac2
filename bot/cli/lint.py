"""The `lint` command: reads a questionnaire's files and all it has to fit, prints what is wrong, publishes."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from bot.channels.line.account import unknown_to_models, without_words
from bot.channels.line.draw import draw
from bot.cli.line_account import DOCUMENT
from bot.command_words import both
from bot.config.catalogue import ALLIANCE, DIAGNOSIS, catalogue_of, read_edition, rules_for
from bot.config.programme_file import read_programmes
from bot.config.settings import SHIPPED_PROGRAMME
from bot.gallery.walk import gallery
from bot.paths import ROOT, SCHEMES, TEMPLATES
from bot.service import utc_now
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue, Malformed
from flows.definitions.programme import taipei_day
from flows.lint import LintContext, lint, lint_collection
from flows.scheme.definition import Definition

LOCK = "LOCK.toml"
"""Beside the questionnaires' folders."""

PRINTING_HOLDS = timedelta(days=180)
"""How long ways to print in a store are believed without another look."""

_HEAD = """\
# The SHA-256 of each published version's files, written by `python -m bot lint --publish`.
# A version that stands here never changes again; a change gets a new version.

[published]
"""


def lint_folders(folders: Sequence[Path] | None, *, publish: bool, today: date | None = None) -> int:
    """Lint these questionnaires, or every shipped one and, once they are in order, every screen as LINE would get it;
    prints each issue as `place: code: remedy`. What has only grown old by `today` is said, and is no issue.

    `publish` adds versions that have no other issue to LOCK.toml; what stands there is never overwritten.
    Returns the exit code: 0 without issues, else 1."""
    found: list[Issue] = []
    versions: dict[str, str] = {}
    for folder in folders or _shipped():
        edition, issues = _linted(folder.resolve())
        if edition:
            versions[folder.name] = edition.questionnaire.version
            if publish and [issue.code for issue in issues] == ["not_published"]:
                _publish(folder.resolve().parent / LOCK, edition)
                issues = []
        found += issues
    if not folders:
        found += _of_alliances()
        look_again(today or taipei_day(utc_now()))
        look_at_calendars(today or taipei_day(utc_now()))
        found += lint_collection(versions, _published(DIAGNOSIS / LOCK)) or ([] if found else _drawn())
    return _told(list(dict.fromkeys(found)))


def _of_alliances() -> Iterator[Issue]:
    """The forms of alliances, which are constructed and not to be published yet: their screens are their own, and a
    book prints what it finds."""
    for form, rules in ALLIANCE.rules.items():
        for folder in sorted((ALLIANCE.folder / "forms" / form / "editions").iterdir()):
            edition = read_edition(folder, ALLIANCE.templates / "words")
            yield from _placed(
                folder, lint(edition, LintContext(rules, _words(folder, edition), None, None, None))
            )


def _words(folder: Path, edition: Edition) -> Mapping[str, str]:
    """The text of each words file, by language."""
    return {language: (folder / f"{language}.toml").read_text(encoding="utf-8") for language in edition.words}


def _drawn() -> Iterator[Issue]:
    """Screens of the shipped programmes in which the models of LINE's SDK do not know something."""
    programmes = read_programmes(SHIPPED_PROGRAMME.parent)
    catalogue = catalogue_of(programmes)
    for programme in programmes:
        yield from _unknown_to_line(catalogue.current(programme.opens))


def look_again(today: date) -> None:
    """Say which shipped programmes name ways to print that nobody has looked up lately."""
    for programme in read_programmes(SHIPPED_PROGRAMME.parent):
        checked = programme.printing_checked
        if checked and today - checked > PRINTING_HOLDS:
            print(both("lint.printing_old", "／", programme=programme.id, day=checked))


def look_at_calendars(today: date) -> None:
    """Say which shipped programmes have no holidays in `[calendar]` for the deadlines that begin today."""
    for programme in read_programmes(SHIPPED_PROGRAMME.parent):
        for year in programme.days.years_without_holidays(today):
            print(both("lint.no_holidays", "／", programme=programme.id, year=year))


def _unknown_to_line(definition: Definition) -> Iterator[Issue]:
    """Messages that differ in words only are looked at once."""
    edition, seen = definition.edition, set()

    def say(spoken: str, key: str) -> str:
        return edition.speak(spoken).say(key)

    for language in edition.words:
        for shot in gallery(definition, language, DOCUMENT):
            for drawn in draw(shot.messages, say, secure=True, tapped=shot.tapped):
                form = without_words(drawn)
                place = "" if form in seen else unknown_to_models([drawn])
                seen.add(form)
                if place:
                    remedy = f"{place}: draw what LINE describes (bot/channels/line/draw.py)"
                    yield Issue(
                        "unknown_to_line", f"{definition.programme.id}: {language}: {shot.name}", remedy
                    )


def _told(issues: Sequence[Issue]) -> int:
    for issue in issues:
        print(issue)
    number = len(issues)
    many = {0: "none", 1: "one"}.get(number, "some")
    print(both(f"lint.{many}", "／", number=number))
    return 1 if issues else 0


def _shipped() -> list[Path]:
    return sorted(folder for folder in DIAGNOSIS.iterdir() if folder.is_dir())


def _linted(folder: Path) -> tuple[Edition | None, list[Issue]]:
    try:
        edition = read_edition(folder)
    except Malformed as error:
        return None, _placed(folder, error.issues)
    except OSError as error:
        return None, [
            Issue(
                "missing_file",
                str(error.filename),
                "a questionnaire is three files: see flows/schemes/diagnosis",
            )
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # The loader names mistakes inside questions; a whole table missing or of the wrong shape ends here.
        return None, [Issue("unreadable", folder.name, f"missing or of the wrong shape: {error}")]
    context = LintContext(
        rules_for(folder),
        _words(folder, edition),
        _templates(),
        _published(folder.parent / LOCK),
        _sources(_scheme(folder)),
    )
    return edition, _placed(folder, lint(edition, context))


def _placed(folder: Path, issues: Sequence[Issue]) -> list[Issue]:
    """Places in the questionnaire's own files get its folder's name in front."""

    def placed(issue: Issue) -> Issue:
        own = (folder / issue.place.partition(":")[0]).is_file()
        return replace(issue, place=f"{folder.name}/{issue.place}") if own else issue

    return [placed(issue) for issue in issues]


@cache
def _templates() -> str:
    files = sorted((TEMPLATES / "diagnosis" / "document").glob("*.typ"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _scheme(folder: Path) -> str:
    """The scheme of an edition; the diagnosis for one that lies elsewhere."""
    return next((each.name for each in folder.parents if each.parent == SCHEMES), DIAGNOSIS.parent.name)


@cache
def _sources(scheme: str) -> Mapping[str, str]:
    """The Python files that may say something: all of bot/, the engine's own in flows/, and those of this scheme."""
    found = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "flows").rglob("*.py")])
    others = {each for each in SCHEMES.iterdir() if each.is_dir()} - {SCHEMES / scheme, SCHEMES / "common"}
    files = [file for file in found if not others & set(file.parents)]
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


def _published(lock: Path) -> dict[str, str]:
    """Digests by version; none where nothing was published yet."""
    if not lock.exists():
        return {}
    table = tomllib.loads(lock.read_text(encoding="utf-8"))
    return {str(version): str(digest) for version, digest in table.get("published", {}).items()}


def _publish(lock: Path, edition: Edition) -> None:
    published = _published(lock) | {edition.questionnaire.version: edition.questionnaire.digest}
    lines = "".join(f'"{version}" = "{digest}"\n' for version, digest in sorted(published.items()))
    lock.write_text(_HEAD + lines, encoding="utf-8")
    print(both("lint.published", "／", version=edition.questionnaire.version))
