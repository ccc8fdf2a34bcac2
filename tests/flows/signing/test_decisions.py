"""A request from being asked for to being signed: who is let in, in which order, and what ends it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.signing import decisions
from flows.signing.decisions import RefusalCode
from flows.signing.facts import (
    STORED,
    CodeMailed,
    NumberShown,
    ProofMethod,
    SigningFinished,
    fact_from_json,
    fact_to_json,
)
from flows.signing.request import IDLE, LASTS, MOST_TRIES, Stage
from tests.flows.signing.course import MINE, NOW, OTHER, PICTURE, Course


def test_the_applicant_signs_after_typing_the_number_in_the_chat() -> None:
    course = Course()
    assert course.stage("") is Stage.OPEN
    course.start()
    assert course.stage() is Stage.NUMBER
    assert course.stage(OTHER) is Stage.OPEN, "a number is shown to one browser"
    course.number()
    assert course.stage() is Stage.READING
    assert course.stage(OTHER) is Stage.OPEN
    assert course.turn(3) is RefusalCode.OUT_OF_TURN, "no page is left out"
    assert course.place() is RefusalCode.OUT_OF_TURN
    assert (course.turn(2), course.turn(2), course.turn(3)) == (None, None, None)
    assert course.request.pages == (1, 2, 3)
    assert course.stage() is Stage.DRAWING
    assert course.sign() is RefusalCode.OUT_OF_TURN
    assert course.place(replace(PICTURE, strokes=())) is RefusalCode.EMPTY
    assert course.place() is None
    assert course.stage() is Stage.CHECKING
    assert course.sign(ticked=(True, True, False)) is RefusalCode.BOXES
    assert course.sign(ticked=()) is RefusalCode.BOXES
    assert course.sign(read="e" * 64) is RefusalCode.OTHER_DOCUMENT
    assert course.sign() is None
    assert course.stage() is course.stage(OTHER) is Stage.SIGNED
    facts = len(course.facts)
    assert course.sign() is None, "sent again, since no answer was seen"
    assert len(course.facts) == facts
    assert course.sign(read="e" * 64) is RefusalCode.OVER
    assert (course.start(), course.back("x"), course.turn(1)) == (RefusalCode.OVER,) * 3
    course.facts.append(SigningFinished("f" * 64, "r" * 64, NOW.isoformat()))
    assert course.request.finished


def test_three_wrong_numbers_close_the_link_and_digits_without_a_page_are_nothing() -> None:
    course = Course()
    course.number()
    assert course.request.misses == 0, "no page waits for a number: 47 is somebody's answer to something else"
    course.start()
    for _ in range(3):
        assert course.stage() is Stage.NUMBER
        course.number("46")
    assert course.stage() is Stage.LOCKED
    course.number()
    assert not course.request.verified
    assert course.start() is RefusalCode.OVER


def test_a_number_shown_to_another_browser_takes_the_place_of_the_first() -> None:
    course = Course()
    course.start()
    course.take((NumberShown(OTHER, "83", NOW.isoformat()),))
    course.number("47")
    assert not course.request.verified, "whoever reads 47 to the applicant gets nothing"
    course.number("83")
    assert course.stage(OTHER) is Stage.READING
    assert course.stage() is Stage.OPEN


def test_somebody_else_signs_after_a_code_from_their_mailbox() -> None:
    course = Course(ProofMethod.MAIL)
    assert course.start() is None
    assert course.facts[-1] == CodeMailed(1, MINE, NOW.isoformat())
    assert course.stage() is Stage.CODE
    course.number("47")
    assert course.stage() is Stage.CODE, "the chat is no proof of who reads that mailbox"
    assert course.code(browser=OTHER) is RefusalCode.OUT_OF_TURN
    assert [course.code(right=False) for _ in range(5)] == [None] * 5
    assert course.code() is RefusalCode.TRIES_SPENT
    assert course.start() is None
    assert course.code() is None
    assert course.stage() is Stage.READING


def test_codes_grow_old_are_three_an_hour_and_all_together_no_guess_is_worth_while() -> None:
    course = Course(ProofMethod.MAIL)
    course.start()
    course.now += timedelta(minutes=15, seconds=1)
    assert course.code() is RefusalCode.CODE_OLD
    assert (course.start(), course.start(), course.start()) == (None, None, RefusalCode.CODES_SPENT)
    course.now += timedelta(hours=1)
    for _ in range(MOST_TRIES // 5):
        course.now += timedelta(minutes=21)
        assert course.start() is None
        assert [course.code(right=False) for _ in range(5)] == [None] * 5
    assert course.stage() is Stage.LOCKED
    assert (course.start(), course.code()) == (RefusalCode.OVER, RefusalCode.OUT_OF_TURN)


def test_who_is_away_too_long_proves_again_who_they_are_and_reads_on() -> None:
    course = Course()
    course.read()
    course.place()
    course.now += IDLE + timedelta(seconds=1)
    assert course.stage() is Stage.OPEN
    assert course.sign() is RefusalCode.NOT_LET_IN
    course.start()
    course.number()
    assert course.stage() is Stage.DRAWING, "the pages were read; the signature is made anew"


def test_a_link_ends_after_a_week_whoever_is_let_in() -> None:
    course = Course()
    course.read()
    course.now = NOW + LASTS
    assert course.stage() is Stage.EXPIRED
    assert (course.start(), course.place(), course.back("x")) == (RefusalCode.OVER,) * 3


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_sending_back_needs_words(words: str) -> None:
    course = Course()
    course.read()
    assert course.back(words) is RefusalCode.NO_WORDS
    assert course.back("統編  錯了\n" + "長" * 300) is None
    assert course.request.sent_back
    assert course.request.sent_back.words == ("統編 錯了 " + "長" * 300)[:200]
    assert course.stage() is course.stage(OTHER) is Stage.SENT_BACK
    assert course.back("again") is None, "sent again, since no answer was seen"
    assert course.sign() is RefusalCode.OVER


def test_every_fact_survives_its_json() -> None:
    course = Course(ProofMethod.MAIL)
    for kind in STORED.values():
        fields = kind.__dataclass_fields__
        values = {name: {"int": 2, "str": "x"}.get(str(field.type), ["x"]) for name, field in fields.items()}
        fact = kind(**values)
        assert fact_from_json(fact_to_json(fact)) == fact
        assert fact_from_json({**fact_to_json(fact), "later": 1}) == fact
    assert course.request.asked.address == "manager@company.tw"


def test_a_passer_by_who_begins_in_another_browser_disturbs_nobody() -> None:
    course = Course()
    course.read()
    course.start(OTHER)
    for _ in range(3):
        course.number("11")
    assert course.stage(OTHER) is not Stage.READING
    assert course.stage() is Stage.DRAWING
    assert (course.place(), course.sign()) == (None, None)


def test_who_was_let_in_to_one_document_signs_no_other() -> None:
    course = Course(ProofMethod.MAIL)
    assert course.request.is_about("d" * 64)
    course.start()
    course.take(decisions.type_code(course.request, replace(course.visit(), document="d" * 64), right=True))
    assert course.request.is_about("d" * 64)
    assert not course.request.is_about("e" * 64)


def test_beginning_again_is_no_way_around_proving_who_one_is() -> None:
    course = Course()
    course.read()
    course.now += IDLE + timedelta(seconds=1)
    course.start()
    assert course.stage() is Stage.NUMBER
    assert course.place() is RefusalCode.NOT_LET_IN
    course.start(OTHER)
    assert course.stage() is Stage.OPEN


def test_guessing_beside_somebody_who_was_let_in_ends_as_well() -> None:
    course = Course(ProofMethod.MAIL)
    course.start()
    course.code()
    guesses = 0
    for _ in range(200):
        course.now += timedelta(minutes=25)
        course.turn(1), course.turn(2), course.turn(3)
        if course.start(OTHER) is not None:
            continue
        for _ in range(9):
            before = len(course.facts)
            course.code(right=False, browser=OTHER)
            guesses += len(course.facts) - before
    assert guesses == MOST_TRIES
    assert course.stage(OTHER) is Stage.LOCKED
    assert course.code(browser=OTHER) is RefusalCode.OUT_OF_TURN
