"""Whose words are spoken: those of every scheme, over them the scheme's, over them the edition's."""

import tomllib

import pytest

from bot.languages import LANGUAGES
from bot.paths import SHARED, TEMPLATES
from flows.definitions.words import flatten, read_words
from tests.support.programmes import edition

OWN = TEMPLATES / "diagnosis" / "words"


def test_the_languages_are_the_files_found_and_the_first_is_named() -> None:
    assert LANGUAGES == ("zh-TW", "en")
    assert set(LANGUAGES) == {file.stem for file in (SHARED / "chat").glob("*.toml")}
    assert tuple(edition().words) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_scheme_says_stands_in_one_place(language: str) -> None:
    shared, own = (
        flatten(tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")))
        for folder in (SHARED / "chat", OWN)
    )
    assert own
    assert not set(shared) & set(own), "said twice: it would be read in one place and changed in the other"
    assert {**shared, **own}.items() <= edition().words[language].phrases.items()


def test_later_words_go_before_earlier_ones() -> None:
    own = {"language": "en", "checks": {"both": "edition"}}
    layers = [{"a": {"b": "shared", "c": "shared"}}, {"a": {"c": "scheme"}, "checks": {"both": "scheme"}}]
    words = read_words((), {}, own, layers)
    assert words.phrases == {"a.b": "shared", "a.c": "scheme", "checks.both": "edition"}
