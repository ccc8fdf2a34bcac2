"""Every persona's form, in Chinese and as the English reading copy, from the answers as the engine keeps them."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pypdfium2
import pytest

from bot import documents
from bot.config.catalogue import shipped
from bot.config.programme_file import read_programme
from bot.config.settings import SHIPPED_PROGRAMME
from flows.document.fill import FORM_LANGUAGE, Filing, printed_form
from flows.document.model import PrintedCriterion, PrintedForm, PrintedState, PrintedVerdict
from flows.session.answers import Answer
from tests.bot.documents.test_renderer import MADE_AT, answers_of, squeezed
from tests.support.chat import Chat
from tests.support.personas import NAMES, persona
from tests.support.player import play
from tests.support.printing import RENDERER

PROGRAMME = read_programme(SHIPPED_PROGRAMME)
EDITION = shipped()[PROGRAMME.questionnaire]
every_persona = pytest.mark.parametrize("name", NAMES)


@cache
def given(name: str) -> dict[str, Answer]:
    return dict(play(Chat(persona(name)["lang"]), name).session.answers)


def form_of(answers: dict[str, Answer], language: str = FORM_LANGUAGE) -> PrintedForm:
    return printed_form(EDITION, PROGRAMME, answers, Filing("113-0042", MADE_AT, "ab" * 32), language)


@every_persona
def test_a_persona_gets_three_pages_with_every_answer(name: str) -> None:
    form = form_of(given(name))
    pages = documents.page_texts(RENDERER.render(form, made_at=MADE_AT))
    assert len(pages) == 3
    text = squeezed("".join(pages))
    for question in form.questions.values():
        assert all(squeezed(answer) in text for answer in answers_of(question)), question.id
        for option in question.options:
            mark = "☑" if option.ticked else "☐"
            assert f"{mark}{'①②③'[option.rank - 1] if option.rank else ''}{squeezed(option.label)}" in text


@every_persona
def test_the_reading_copy_says_on_each_page_that_it_is_one_and_cannot_be_signed(name: str) -> None:
    form = form_of(given(name), "en")
    pdf = RENDERER.reading_copy(form, made_at=MADE_AT)
    pages = documents.page_texts(pdf)
    assert len(pages) == 3
    assert all(page.count("For reading only – do not sign") == 2 for page in pages)
    assert all(f"Page {number} of 3" in page for number, page in enumerate(pages, 1))
    text = squeezed("".join(pages))
    for question in form.questions.values():
        assert squeezed(question.label) in text, question.id
        assert all(squeezed(answer) in text for answer in answers_of(question)), question.id
    assert b"ApplicantSignature" not in pdf
    assert b"application.json" not in pdf


VERDICTS = [
    PrintedVerdict(
        standing,
        (PrintedCriterion(capital, applies=not working), PrintedCriterion(staff)),
        ("deemed",) if deemed else (),
    )
    for standing, capital, staff, deemed, working in (
        (PrintedState.OPEN, False, False, False, False),
        (PrintedState.ELIGIBLE, True, True, False, False),
        (PrintedState.ELIGIBLE, True, False, False, False),
        (PrintedState.NOT_ELIGIBLE, False, False, False, False),
        (PrintedState.NEEDS_STAFF, True, True, False, False),
        (PrintedState.NEEDS_STAFF, False, False, True, False),
        (PrintedState.NEEDS_STAFF, False, True, False, True),
    )
]
FIGURES = {
    "zh-TW": ("新臺幣 999,999,999,999 元（9,999 億 9,999.9999 萬元）", "99,999.5 人"),
    "en": ("NT$999,999,999,999 (9,999 億 9,999.9999 萬元)", "99,999.5 persons"),
}


def overprinted(pdf: bytes) -> list[tuple[str, str]]:
    """Pieces of text on page 1 that lie over each other; the pale words across a reading copy do not count."""
    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[0].get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        said = [(box, text.get_text_bounded(*box)) for box in boxes if box[3] - box[1] < 25]
    return [
        (one, other)
        for (box, one), (place, other) in combinations(said, 2)
        if min(box[2], place[2]) - max(box[0], place[0]) > 1.5
        and min(box[3], place[3]) - max(box[1], place[1]) > 1.5
    ]


@pytest.mark.parametrize("verdict", VERDICTS, ids=repr)
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_no_verdict_is_printed_over_its_neighbours(verdict: PrintedVerdict, language: str) -> None:
    capital, _ = FIGURES[language]
    form = form_of(given("exporter"), language)
    figures = zip(verdict.criteria, FIGURES[language], strict=True)
    criteria = tuple(replace(criterion, text=text) for criterion, text in figures)
    form = replace(form, verdict=replace(verdict, criteria=criteria))
    draw = RENDERER.render if language == FORM_LANGUAGE else RENDERER.reading_copy
    pdf = draw(form, made_at=MADE_AT)
    assert overprinted(pdf) == []
    page = squeezed(documents.page_texts(pdf)[0])
    assert squeezed(capital) in page
    assert ("第6條（視同中小企業）" in page or "Article6" in page) == bool(verdict.reasons)
    assert ("營業所用資金" in page or "Workingcapital" in page) == (not verdict.criteria[0].applies)


def test_answers_from_a_register_are_marked_and_dated() -> None:
    answers = {
        question: Answer(answer.value, answer.texts, source="register", as_of="2024-05-20")
        if question in ("company_name", "established_date")
        else answer
        for question, answer in given("exporter").items()
    }
    page = squeezed(documents.page_texts(RENDERER.render(form_of(answers), made_at=MADE_AT))[0])
    assert "※由公開登記資料（民國113年5月20日查詢）帶入，經申請人確認" in page
    assert page.count("※") == 3
    without = documents.page_texts(RENDERER.render(form_of(given("exporter")), made_at=MADE_AT))[0]
    assert "※" not in without
