"""Schemes from their folders: structure, words and the chat's phrases read from disk, once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.config.programme_file import ABOUT
from bot.config.settings import BadSettings
from bot.languages import LANGUAGES
from bot.paths import SCHEMES, SHARED, TEMPLATES
from flows.definitions.edition import Edition
from flows.definitions.loader import load
from flows.definitions.programme import Programme
from flows.rules.rules import Rules
from flows.scheme.definition import Catalogue
from flows.scheme.loader import read_scheme
from flows.scheme.own_screens import OwnScreens
from flows.scheme.scheme import Scheme
from flows.schemes.alliance import rules as alliance
from flows.schemes.alliance.screens import forms as alliance_forms
from flows.schemes.diagnosis import rules as diagnosis
from flows.screens.about import COMMON_TOPICS

RULES: Mapping[str, Mapping[str, Rules]] = MappingProxyType(
    {"diagnosis": MappingProxyType({"application": diagnosis.APPLICATION})}
)
"""The rules of each scheme's forms: the one place that names the schemes there are."""
DIAGNOSIS = SCHEMES / "diagnosis" / "editions"
ONLY_FORM = "application"
"""The form of a scheme that has one."""


@dataclass(frozen=True)
class SchemeFolders:
    """Where a scheme lies: its folder with scheme.toml and editions, its folder of words, looks and programmes, and
    the rules and the own screens of its forms."""

    folder: Path
    templates: Path
    rules: Mapping[str, Rules]
    own: Mapping[str, OwnScreens] = field(default_factory=dict)


ALLIANCE = SchemeFolders(
    SCHEMES / "alliance",
    TEMPLATES / "alliance",
    MappingProxyType({"proposal": alliance.PROPOSAL, "member": alliance.MEMBER}),
    MappingProxyType({"proposal": alliance_forms.PROPOSAL, "member": alliance_forms.MEMBER}),
)
"""方案二: a service has it where one of its programme files is of an alliance, or where it is handed in."""


def read_edition(folder: Path, words_over: Path = TEMPLATES / "diagnosis" / "words") -> Edition:
    """The edition in that folder; what the chat says in `words_over` goes before what it says of every scheme. Raises
    Malformed with every mistake, OSError when a file is missing."""
    words = {language: (folder / f"{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES}
    phrases = {
        language: [
            file.read_text(encoding="utf-8")
            for file in (SHARED / "chat" / f"{language}.toml", words_over / f"{language}.toml")
            if file.exists()
        ]
        for language in LANGUAGES
    }
    intents = (SHARED / "intents.toml").read_text(encoding="utf-8")
    beside = {
        language: path.read_text(encoding="utf-8")
        for language in LANGUAGES
        if (path := folder / f"guidance.{language}.toml").exists()
    }
    roles = (folder / "roles.toml").read_text(encoding="utf-8")
    structure = (folder / "questionnaire.toml").read_text(encoding="utf-8")
    return load(structure, words, phrases, beside, roles, intents)


def read_scheme_folder(scheme: SchemeFolders, drawable: frozenset[int] = frozenset()) -> Scheme:
    """The scheme in that folder, its editions beneath `editions/`, or beneath `forms/<form>/editions/` where it has
    several forms. Raises Malformed with every mistake, OSError when a file is missing."""
    text = (scheme.folder / "scheme.toml").read_text(encoding="utf-8")
    several = {each.name: each / "editions" for each in sorted(scheme.folder.glob("forms/*"))}
    editions = {
        form: {
            version: replace(edition, drawable=drawable)
            for version, edition in editions_in(place, scheme.templates / "words").items()
        }
        for form, place in (several or {ONLY_FORM: scheme.folder / "editions"}).items()
    }
    elsewhere = "" if scheme.templates.is_relative_to(TEMPLATES) else str(scheme.templates)
    read = read_scheme(text, editions, scheme.rules, elsewhere)
    mails = tuple(replace(mail, folder=str(scheme.templates / "mail")) for mail in read.mails)
    forms = {key: replace(form, own=scheme.own.get(key, form.own)) for key, form in read.forms.items()}
    return replace(read, mails=mails, forms=forms)


def catalogue_of(
    programmes: Sequence[Programme],
    drawable: frozenset[int] = frozenset(),
    schemes: Sequence[SchemeFolders] = (),
) -> Catalogue:
    """Every shipped scheme, or these, under these programmes. Raises BadSettings when one names a scheme or a
    questionnaire there is not."""
    known = [read_scheme_folder(scheme, drawable) for scheme in schemes or _wanted(programmes)]
    catalogue = Catalogue({scheme.key: scheme for scheme in known}, {each.id: each for each in programmes})
    problems = [problem for each in programmes for problem in _unknown(catalogue, each)]
    if twice := [name for name, number in Counter(each.id for each in programmes).items() if number > 1]:
        problems.append(f"PROGRAMME_FILE: more than one file is of {', '.join(twice)}")
    if problems:
        raise BadSettings(problems)
    return catalogue


def _wanted(programmes: Sequence[Programme]) -> list[SchemeFolders]:
    """The shipped schemes; that of alliances where a programme file is of one."""
    named = {each.scheme for each in programmes}
    return [*shipped_schemes(), *(each for each in (ALLIANCE,) if each.folder.name in named)]


def _unknown(catalogue: Catalogue, programme: Programme) -> Iterator[str]:
    scheme = catalogue.schemes.get(programme.scheme)
    if scheme is None:
        yield f"PROGRAMME_FILE: no scheme {programme.scheme} in flows/schemes"
    elif all(programme.questionnaire not in form.editions for form in scheme.forms.values()):
        yield f"PROGRAMME_FILE: no questionnaire {programme.questionnaire} in flows/schemes/{programme.scheme}"
    else:
        yield from _topics(scheme, programme)


def _topics(scheme: Scheme, programme: Programme) -> Iterator[str]:
    """Texts about what the scheme lets people ask that are missing, and others."""
    wanted = {f"{ABOUT}{topic}" for topic in scheme.topics if topic not in COMMON_TOPICS}
    for language, words in programme.words.items():
        there, place = {key for key in words if key.startswith(ABOUT)}, f"{programme.id}: words.{language}"
        yield from (f"PROGRAMME_FILE: {place}.{key}: missing" for key in sorted(wanted - there))
        yield from (f"PROGRAMME_FILE: {place}.{key}: unknown" for key in sorted(there - wanted))


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


def shipped_schemes() -> tuple[SchemeFolders, ...]:
    """The schemes in flows/schemes."""
    return tuple(SchemeFolders(SCHEMES / key, TEMPLATES / key, rules) for key, rules in RULES.items())


def rules_for(folder: Path) -> Rules:
    """The rules of the form whose edition is in this folder; those of the diagnosis for one that lies elsewhere."""
    scheme = next((each for each in folder.parents if each.parent == SCHEMES), SCHEMES / "diagnosis")
    forms = RULES[scheme.name]
    return next((forms[each.name] for each in folder.parents if each.name in forms), forms[ONLY_FORM])


@cache
def editions_in(folder: Path, words_over: Path) -> Mapping[str, Edition]:
    """Every edition in a folder by its version: sessions stay on the one they began with."""
    editions = (read_edition(each, words_over) for each in sorted(folder.iterdir()) if each.is_dir())
    return {edition.questionnaire.version: edition for edition in editions}


def shipped_editions() -> tuple[Edition, ...]:
    """Every edition of every shipped scheme."""
    forms = (form for scheme in map(read_scheme_folder, shipped_schemes()) for form in scheme.forms.values())
    return tuple(edition for form in forms for edition in form.editions.values())


def shipped() -> Mapping[str, Edition]:
    """Every edition of the diagnosis by its version."""
    return editions_in(DIAGNOSIS, TEMPLATES / "diagnosis" / "words")
