"""Everything the screens of an alliance say has words in both languages, and every button fits LINE's labels."""

import ast
import re

from bot.config.catalogue import ALLIANCE, read_scheme_folder
from flows.schemes.alliance.conditions import CONDITIONS
from flows.schemes.alliance.lists import EVIDENCE, KINDS, PROSE
from flows.schemes.alliance.remarks import REMARKS
from flows.schemes.alliance.schedule import Item
from tests.support.source.source_files import parsed, sources

SCREENS = "flows/schemes/alliance/screens"
BUTTONS = {"button", "go"}


def _said() -> set[str]:
    """The keys that are written out in the screens."""
    keys: set[str] = set()
    for path in sources(SCREENS):
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                continue
            first = node.args[0]
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            name = node.func.id
            if name in {"Phrase", "Remarked"}:
                keys.add(first.value)
            elif name in BUTTONS:
                keys.add(f"button.{first.value}")
            elif name == "page":
                keys.add(f"{first.value}.title")
    return keys


def _listed() -> set[str]:
    kinds = {f"kind.{name}.{kind}" for name, several in KINDS.items() for kind in several}
    evidence = {f"evidence.{proof}" for several in EVIDENCE.values() for proof in several.values()}
    found = {f"finding.{code}" for code in (*CONDITIONS, *REMARKS)}
    return {
        *kinds,
        *evidence,
        *found,
        *(f"prose.{each}" for each in PROSE),
        *(f"item.{item}" for item in Item),
    }


def test_whatever_is_said_has_words_in_both_languages() -> None:
    forms = read_scheme_folder(ALLIANCE).forms.values()
    for words in (
        each for form in forms for edition in form.editions.values() for each in edition.words.values()
    ):
        assert {key for key in _said() | _listed() if not words.has(key)} == set(), words.language


def test_both_languages_fill_the_same_gaps() -> None:
    edition = read_scheme_folder(ALLIANCE).forms["proposal"].editions["113L.1"]
    chinese, english = edition.words.values()
    for key in _said() | _listed():
        gaps = [set(re.findall(r"{(\w+)}", words.phrases[key])) for words in (chinese, english)]
        assert gaps[0] == gaps[1], key
