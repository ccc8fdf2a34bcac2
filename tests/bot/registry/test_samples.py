"""Every kind of organisation, looked up over real HTTP: what is found, and what would be filled in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.demo.standins import registry_samples as s
from flows.answers import parse
from flows.answers.base import Accepted, Reading
from flows.registry import Found, NotFound, Record, Source, autofill
from tests.bot.registry.conftest import Office
from tests.support import personas
from tests.support.programmes import edition, questionnaire
from tests.support.rules import COMPANY_TYPES

OFFICIAL = (Source.GCIS, Source.FIA)

CASES: dict[str, dict[str, Any]] = {
    s.EXPORTER: {"name": "大發食品股份有限公司", "registration_type": "company", "capital": 30_000_000,
                 "industry_section": "c", "status": "active", "sources": OFFICIAL},
    s.AMOUNTS_AS_TEXT: {"capital": 25_000_000, "setup_date": "2010-01-01", "industry_section": "g"},
    s.PAID_IN_ZERO: {"capital": 2_000_000, "industry_section": "m"},
    s.LARGE: {"capital": 200_000_000, "responsible_person": "張志宏"},
    s.SOLE: {"registration_type": "sole_prop", "capital": 200_000, "setup_date": "2021-06-15"},
    s.PARTNERS: {"registration_type": "partnership", "responsible_person": "林一山", "capital": 968_000},
    s.LIMITED_PARTNERS: {"registration_type": "limited_partnership", "capital": None, "tax_only": False,
                         "sources": (Source.FIA,), "status": ""},
    s.FOREIGN: {"registration_type": "foreign_branch", "is_branch": False, "capital": None, "status": "active"},
    s.DOMESTIC_BRANCH: {"is_branch": True, "head_office": s.EXPORTER, "responsible_person": "蔡南"},
    s.DISSOLVED: {"status": "dissolved", "status_text": "核准設立，但已命令解散"},
    s.SUSPENDED: {"status": "suspended"},
    s.ASSOCIATION: {"registration_type": "other", "type_note": "非營利事業機關團體",
                    "name": "社團法人示範數位推廣協會"},
    s.A_SCHOOL: {"registration_type": "other", "type_note": "學校"},
    s.MASKED: {"responsible_person": "陳O聖", "setup_date": "1979-07-18",
               "address": {"zip": "300", "county": "新竹市", "district": "", "rest": "新竹科學園區力行六路8號"}},
    s.MOVED: {"capital": 968_000, "address_text": "臺中市西區公益路9號", "status": "active"},
    s.OLD_COUNTY: {"address": {"zip": "220", "county": "新北市", "district": "板橋區", "rest": "府中路2號"}},
    s.FULL_WIDTH: {"address": {"zip": "407", "county": "臺中市", "district": "西屯區", "rest": "台灣大道3段99號B1"}},
    s.LISTED_NAMES: {"name": "並列資訊股份有限公司", "responsible_person": "江並"},
    s.TAX_ONLY: {"registration_type": "", "tax_only": True, "sources": (Source.FIA,)},
}  # fmt: skip


async def _found(office: Office, ubn: str, *sources: str) -> Record:
    outcome = await (await office.registry(*sources)).lookup(ubn)
    assert isinstance(outcome, Found), outcome
    assert not outcome.troubles
    assert not outcome.stale
    return outcome.record


@pytest.mark.parametrize("ubn", CASES)
async def test_the_official_registers_know_it(office: Office, ubn: str) -> None:
    record = await _found(office, ubn)
    assert {name: getattr(record, name) for name in CASES[ubn]} == CASES[ubn]
    assert (record.ubn, record.fetched_on) == (ubn, date(2024, 5, 20))


@pytest.mark.parametrize("ubn", [ubn for ubn, sample in s.SAMPLES.items() if sample.g0v])
async def test_the_mirror_says_the_same(office: Office, ubn: str) -> None:
    """All but the state, which it tells differently, and what only one of several rows tells."""
    official, mirror = await _found(office, ubn), await _found(office, ubn, "g0v")
    assert replace(mirror, status=official.status, status_text=official.status_text) == replace(
        official, sources=(Source.G0V,)
    )


async def test_nobody_knows_it(office: Office) -> None:
    assert await (await office.registry()).lookup(s.UNKNOWN) == NotFound()
    assert await (await office.registry("g0v")).lookup(s.UNKNOWN) == NotFound()


async def test_what_the_type_data_set_calls_its_filter_does_not_matter(office: Office) -> None:
    office.standin.type_filter = "Business_Accounting_NO"
    assert (await _found(office, s.SOLE, "gcis")).name == "山海手作工坊"


async def test_without_the_type_every_data_set_is_asked(office: Office) -> None:
    office.standin.type_filter = "Changed_Again"
    assert (await _found(office, s.SOLE, "gcis")).capital == 200_000
    assert (await _found(office, s.DOMESTIC_BRANCH, "gcis")).is_branch
    assert await (await office.registry("gcis")).lookup(s.UNKNOWN) == NotFound()


@pytest.mark.parametrize("ubn", [ubn for ubn in CASES if not CASES[ubn].get("is_branch")])
async def test_what_is_filled_in_is_what_the_questions_store(office: Office, ubn: str) -> None:
    """Typed out again, every value reads as itself."""
    values = autofill(await _found(office, ubn), COMPANY_TYPES)
    assert values
    for name, value in values.items():
        assert _read(name, value) == value


@pytest.mark.parametrize("ubn", [s.MASKED, s.MOVED])
async def test_a_masked_name_is_never_filled_in(office: Office, ubn: str) -> None:
    values = autofill(await _found(office, ubn), COMPANY_TYPES)
    assert "registry.responsible" not in values
    assert "registry.name" in values


async def test_nothing_is_filled_in_for_a_branch(office: Office) -> None:
    assert autofill(await _found(office, s.DOMESTIC_BRANCH), COMPANY_TYPES) == {}


@pytest.mark.parametrize("persona", personas.NAMES)
async def test_a_persona_has_nothing_to_type(office: Office, persona: str) -> None:
    """What the register says is what this person would have typed."""
    typed = personas.answers(persona)
    ubn = _parsed("ubn", typed["ubn"])
    values = autofill(await _found(office, ubn), COMPANY_TYPES)
    for question in questionnaire().questions:
        if question.autofill in values and question.id in typed:
            assert values[question.autofill] == _parsed(question.id, typed[question.id])
    assert {"registry.name", "registry.type", "registry.responsible", "registry.setup_date"} <= {*values}
    assert ("registry.capital" in values) == (persona != "foreign_branch")


def _read(name: str, value: object) -> object:
    question = next(one for one in questionnaire().questions if one.autofill == name)
    if question.options:
        return question.option(str(value)) and value
    return _parsed(question.id, "".join(value.values()) if isinstance(value, Mapping) else str(value))


def _parsed(question: str, typed: Any) -> Any:
    """What a typed answer is stored as; a persona's list names an option by its id."""
    if isinstance(typed, list):
        return typed[0]
    reading = Reading(date(2024, 5, 20), edition().names["zh-TW"][question])
    outcome = parse(questionnaire().by_id[question], typed, reading)
    assert isinstance(outcome, Accepted), (question, typed, outcome)
    return outcome.value
