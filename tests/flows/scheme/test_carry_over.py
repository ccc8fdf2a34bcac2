"""What of a draft comes along to another edition or year: no answer to a question that is asked otherwise now."""

import re
from dataclasses import replace

import pytest

from flows.answers.values import choices
from flows.definitions.questionnaire import Kind
from flows.scheme.carry_over import carried_over, dropped_drafts
from flows.scheme.definition import Definition
from flows.screens.stages.upgrade import needs_consent
from tests.support.chat import Chat
from tests.support.personas import NAMES
from tests.support.player import play
from tests.support.programmes import NOW, definition, edition
from tests.support.years import FEWER_OPTIONS, GONE, LEFT, NEW, OTHER_WORDS, two_years


def later(*, other_questions: bool) -> Definition:
    """The year after."""
    known = two_years(definition().programme, NOW, other_questions=other_questions)
    return known.current(NOW)


@pytest.mark.parametrize("other_questions", [False, True])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("large_company", "found_company")])
def test_every_answer_is_kept_asked_anew_or_left_and_none_is_two_of_them(
    name: str, other_questions: bool
) -> None:
    new, session = later(other_questions=other_questions), play(Chat(), name, "submit").session
    carried = carried_over(definition(), new, session)
    every = [*carried.kept, *carried.anew, *carried.left]
    assert sorted(every) == sorted(session.answers)
    assert set(carried.gone) == set(carried.anew) | set(carried.left)
    asked = new.edition.questionnaire.by_id
    assert not [each for each in carried.kept if each not in asked or asked[each].must_be_true]
    assert not set(carried.kept) & new.form.rules.yearly
    for each in carried.kept:
        value = session.answers[each].value
        if asked[each].options:
            assert all(asked[each].option(option) for option in choices(value))


def test_what_the_other_edition_asks_otherwise_does_not_come_along() -> None:
    session = play(Chat(), "exporter", "submit").session
    assert GONE in choices(session.answers[FEWER_OPTIONS].value)
    carried = carried_over(definition(), later(other_questions=True), session)
    assert {OTHER_WORDS, FEWER_OPTIONS} <= set(carried.anew)
    assert carried.left == (LEFT,)
    assert carried.new == (NEW,)


def test_the_same_questions_in_the_same_year_all_stand_but_what_was_declared() -> None:
    session = play(Chat(), "exporter", "submit").session
    carried = carried_over(definition(), definition(), session)
    declared = {each.id for each in edition().questionnaire.questions if each.must_be_true}
    assert set(carried.gone) == declared & set(session.answers)


def test_a_question_that_depends_on_one_asked_anew_is_asked_anew_as_well() -> None:
    chat = play(Chat(), "exporter", "submit")
    assert "gov_support_details" in chat.session.answers
    carried = carried_over(definition(), later(other_questions=False), chat.session)
    assert {"gov_support_3y", "gov_support_details"} <= set(carried.anew)


def test_every_question_about_past_years_is_known_as_such() -> None:
    words = edition().speak("zh-TW")
    past = re.compile(r"最近一年度|近\s*[0-9一二三四五]\s*年")
    asked = edition().questionnaire.questions
    found = {each.id for each in asked if past.search(words.of(each.id, "label"))}
    dated = {each.id for each in asked if each.kind is Kind.TABLE and any(part.year for part in each.columns)}
    assert definition().form.rules.yearly == found | dated


def test_what_is_ticked_comes_along_where_its_question_stands() -> None:
    """A part of an answer is worth as much as a whole one; of a question asked otherwise now it goes."""
    for question, gone in ((FEWER_OPTIONS, True), ("business_models", False)):
        chat = play(Chat(), "exporter", question)
        chat.press(chat.messages[-1].choices[0].tap)
        assert question in chat.session.drafts
        dropped = dropped_drafts(definition(), later(other_questions=True), chat.session)
        assert dropped == ((question,) if gone else ())


def test_in_the_same_year_only_a_notice_that_has_changed_is_agreed_to_anew() -> None:
    session = play(Chat(), "exporter", "business_models").session
    now = definition()
    changed = replace(now, programme=replace(now.programme, notice_version="another"))
    assert not needs_consent(now, now, session)
    assert needs_consent(now, changed, session)
    assert needs_consent(now, later(other_questions=False), session)
