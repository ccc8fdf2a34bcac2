"""Addresses spoken to a telephone: a place written by its sound is asked back, and never becomes another in silence."""

from collections.abc import Iterator

import pytest

from flows.answers.addresses import parse_address
from flows.answers.base import Accepted, Doubtful, Rejected
from flows.answers.parsing.places.districts import DISTRICTS
from flows.answers.parsing.places.homophones import SYLLABLES

ROAD = "光華路88號"


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("新北是板橋區文化路一段1號", "新北市板橋區", "文化路一段1號"),
        ("新北是版橋區文化路1號", "新北市板橋區", "文化路1號"),
        ("台中是西屯區市政路8號", "臺中市西屯區", "市政路8號"),
        ("407 台中是西屯區市政路8號", "臺中市西屯區", "市政路8號"),
        ("高雄事左贏區博愛路1號", "高雄市左營區", "博愛路1號"),
        ("張化縣鹿港鎮中山路1號", "彰化縣鹿港鎮", "中山路1號"),
        ("新竹線竹北市光明路1號", "新竹縣竹北市", "光明路1號"),
        ("台北市中山曲南京東路1號", "臺北市中山區", "南京東路1號"),
        ("宜蘭縣羅東真中正路1號", "宜蘭縣羅東鎮", "中正路1號"),
        ("板橋去文化路1號", "新北市板橋區", "文化路1號"),
        ("新北板喬文化路1號", "新北市板橋區", "文化路1號"),
    ],
)
def test_a_place_that_was_spoken_is_asked_back(text: str, place: str, rest: str) -> None:
    outcome = parse_address(text, 100)
    assert isinstance(outcome, Doubtful)
    (value,) = outcome.candidates
    assert isinstance(value, dict)
    assert (outcome.code, f"{value['county']}{value['district']}", value["rest"]) == ("sound", place, rest)


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("台中是", "no_district", {"county": "臺中市"}),
        ("新北是板橋區", "no_street", {"place": "新北市板橋區"}),
        ("東京都中央區銀座1號", "no_county", {}),
        ("我家在中山路1號", "no_county", {}),
        ("桃園市中正路1號", "no_district", {"county": "桃園市"}),
    ],
)
def test_a_refusal_says_what_was_heard(text: str, code: str, facts: dict[str, str]) -> None:
    outcome = parse_address(text, 100)
    assert isinstance(outcome, Rejected)
    assert (outcome.code, outcome.facts) == (code, facts)


def _slips() -> Iterator[tuple[str, str]]:
    """Each name of a place with one character that sounds alike, for every character of it."""
    by_syllable: dict[str, list[str]] = {}
    for character, syllables in SYLLABLES.items():
        for syllable in syllables:
            by_syllable.setdefault(syllable, []).append(character)
    for number, (county, districts) in enumerate(DISTRICTS.items()):
        for district in districts:
            name = county + district
            for at, character in enumerate(name):
                alike = [
                    each
                    for syllable in SYLLABLES.get(character, ())
                    for each in by_syllable[syllable]
                    if each != character
                ]
                if alike:
                    slip = alike[(number + at) % len(alike)]
                    yield name[:at] + slip + name[at + 1 :], name


def test_no_slip_of_a_character_becomes_another_place_in_silence() -> None:
    found = 0
    slips = [*_slips()]
    for slip, name in slips:
        outcome = parse_address(slip + ROAD, 100)
        values = [outcome.value] if isinstance(outcome, Accepted) else []
        values += outcome.candidates if isinstance(outcome, Doubtful) else ()
        places = [f"{value['county']}{value['district']}" for value in values if isinstance(value, dict)]
        if isinstance(outcome, Accepted):
            assert places == [name], f"{slip} was taken for {places}"
        found += name in places
    assert len(slips) > 2000
    assert found / len(slips) > 0.99
