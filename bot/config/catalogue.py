"""Schemes from their folders: structure, words and the chat's phrases read from disk, once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.config.settings import BadSettings
from bot.paths import ROOT, SHARED
from flows.definitions.edition import Edition
from flows.definitions.loader import load
from flows.definitions.programme import Programme
from flows.rules.rules import Rules
from flows.scheme.definition import Catalogue
from flows.scheme.loader import read_scheme
from flows.scheme.scheme import Scheme
from flows.schemes.diagnosis import rules as diagnosis

SCHEMES = ROOT / "flows" / "schemes"
RULES: Mapping[str, Mapping[str, Rules]] = MappingProxyType(
    {"diagnosis": MappingProxyType({"application": diagnosis.APPLICATION})}
)
"""The rules of each scheme's forms: the one place that names the schemes there are."""
DIAGNOSIS = SCHEMES / "diagnosis" / "editions"
ONLY_FORM = "application"
"""The form of a scheme that has one."""
CHAT = SHARED / "chat"
LANGUAGES = ("zh-TW", "en")


def read_edition(folder: Path, chat: Path = CHAT) -> Edition:
    """The edition in that folder. Raises Malformed with every mistake, OSError when a file is missing."""
    words = {language: (folder / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
    phrases = {language: (chat / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
    beside = {
        language: path.read_text(encoding="utf-8")
        for language in LANGUAGES
        if (path := folder / f"guidance.{language}.toml").exists()
    }
    roles = (folder / "roles.toml").read_text(encoding="utf-8")
    return load((folder / "questionnaire.toml").read_text(encoding="utf-8"), words, phrases, beside, roles)


def read_scheme_folder(
    folder: Path, rules: Mapping[str, Rules], drawable: frozenset[int] = frozenset()
) -> Scheme:
    """The scheme in that folder with these rules by form, its editions beneath `editions/`, or beneath
    `forms/<form>/editions/` where it has several forms. Raises Malformed with every mistake, OSError when a file is
    missing."""
    text = (folder / "scheme.toml").read_text(encoding="utf-8")
    several = {each.name: each / "editions" for each in sorted(folder.glob("forms/*"))}
    editions = {
        form: {
            version: replace(edition, drawable=drawable) for version, edition in editions_in(place).items()
        }
        for form, place in (several or {ONLY_FORM: folder / "editions"}).items()
    }
    return read_scheme(text, editions, rules)


def catalogue_of(
    programmes: Sequence[Programme],
    drawable: frozenset[int] = frozenset(),
    folders: Mapping[Path, Mapping[str, Rules]] = MappingProxyType({}),
) -> Catalogue:
    """Every shipped scheme, or those in these folders with their rules, under these programmes. Raises BadSettings
    when one names a scheme or a questionnaire there is not."""
    schemes = [
        read_scheme_folder(folder, rules, drawable)
        for folder, rules in (folders or shipped_schemes()).items()
    ]
    catalogue = Catalogue({scheme.key: scheme for scheme in schemes}, {each.id: each for each in programmes})
    problems = [problem for each in programmes for problem in _unknown(catalogue, each)]
    if twice := [name for name, number in Counter(each.id for each in programmes).items() if number > 1]:
        problems.append(f"PROGRAMME_FILE: more than one file is of {', '.join(twice)}")
    if problems:
        raise BadSettings(problems)
    return catalogue


def _unknown(catalogue: Catalogue, programme: Programme) -> Iterator[str]:
    scheme = catalogue.schemes.get(programme.scheme)
    if scheme is None:
        yield f"PROGRAMME_FILE: no scheme {programme.scheme} in flows/schemes"
    elif all(programme.questionnaire not in form.editions for form in scheme.forms.values()):
        yield f"PROGRAMME_FILE: no questionnaire {programme.questionnaire} in flows/schemes/{programme.scheme}"


def check_programmes(catalogue: Catalogue, stored: Iterable[str]) -> None:
    """Whoever applied must be able to see it in the words it was made in: BadSettings names the programmes of stored
    cases that no programme file is of."""
    problems = [
        f"PROGRAMME_FILE: cases of {programme} are stored, but no programme file is of that scheme and year"
        for programme in stored
        if programme not in catalogue.programmes
    ]
    if problems:
        raise BadSettings(problems)


def shipped_schemes() -> Mapping[Path, Mapping[str, Rules]]:
    """The schemes in flows/schemes: the folder of each with the rules of its forms."""
    return {SCHEMES / key: rules for key, rules in RULES.items()}


def rules_for(folder: Path) -> Rules:
    """The rules of the form whose edition is in this folder; those of the diagnosis for one that lies elsewhere."""
    scheme = next((each for each in folder.parents if each.parent == SCHEMES), SCHEMES / "diagnosis")
    forms = RULES[scheme.name]
    return next((forms[each.name] for each in folder.parents if each.name in forms), forms[ONLY_FORM])


@cache
def editions_in(folder: Path) -> Mapping[str, Edition]:
    """Every edition in a folder by its version: sessions stay on the one they began with."""
    editions = (read_edition(each) for each in sorted(folder.iterdir()) if each.is_dir())
    return {edition.questionnaire.version: edition for edition in editions}


def shipped_editions() -> tuple[Edition, ...]:
    """Every edition of every shipped scheme."""
    schemes = (read_scheme_folder(folder, rules) for folder, rules in shipped_schemes().items())
    forms = (form for scheme in schemes for form in scheme.forms.values())
    return tuple(edition for form in forms for edition in form.editions.values())


def shipped() -> Mapping[str, Edition]:
    """Every edition of the diagnosis by its version."""
    return editions_in(DIAGNOSIS)
