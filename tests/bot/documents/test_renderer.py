"""The printed form: three pages whatever the answers, every answer on paper, archival and reproducible."""

import re
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache

import pypdfium2
import pypdfium2.raw
import pytest

from bot import documents
from bot.paths import TEMPLATES
from flows.document.charset import printable, unprintable
from flows.document.model import PrintedForm, PrintedQuestion, printed_ids
from tests.bot.documents import samples
from tests.bot.documents.printed_answers import EXPORTER
from tests.support.printing import RENDERER

MADE_AT = datetime(2024, 5, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))
SAMPLES = {
    "exporter": samples.exporter,
    "non_exporter": samples.non_exporter,
    "maximal": samples.maximal,
    "hostile": samples.hostile,
    "draft": samples.draft,
}
every_sample = pytest.mark.parametrize("name", SAMPLES)


@cache
def made(name: str) -> bytes:
    return RENDERER.render(SAMPLES[name](), made_at=MADE_AT)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@cache
def texts(name: str) -> tuple[str, ...]:
    return tuple(squeezed(page) for page in documents.page_texts(made(name)))


def on_paper(text: str) -> str:
    return squeezed(printable(text, documents.drawable()))


def answers_of(question: PrintedQuestion) -> Iterator[str]:
    if question.applies:
        yield question.text
        yield from (option.text for option in question.options)
        yield from (row.text for row in question.rows)
        yield from (cell for line in question.table for cell in line)


@every_sample
def test_three_a4_pages_numbered_from_the_document_itself(name: str) -> None:
    with pypdfium2.PdfDocument(made(name)) as pdf:
        assert [tuple(round(side) for side in page.get_size()) for page in pdf] == [(595, 842)] * 3
    for number, page in enumerate(texts(name), 1):
        assert f"第{number}頁，共3頁" in page


@every_sample
def test_every_answer_label_and_option_is_on_its_page(name: str) -> None:
    form = SAMPLES[name]()
    pages = texts(name)
    for question in form.questions.values():
        page = pages[0 if question.number <= 20 else 1 if question.number <= 32 else 2]
        assert squeezed(question.label) in page
        assert all(on_paper(answer) in page for answer in answers_of(question)), question.id
        for option in question.options:
            mark = "" if option.rank else "☑" if option.ticked else "☐"
            assert mark + squeezed(option.label) in page


def test_a_ranking_prints_the_rank_before_the_ticked_option() -> None:
    page = texts("exporter")[1]
    assert all(ranked in page for ranked in ("☑①越南", "☑②印尼", "☑③日本"))


@every_sample
def test_every_tick_is_printed_and_no_other(name: str) -> None:
    form = SAMPLES[name]()
    ticks = [option.ticked for question in form.questions.values() for option in question.options]
    scores = [row.score for question in form.questions.values() for row in question.rows if question.scale]
    statements = [
        form.signing.declared,
        form.signing.consented,
        *(criterion.met for criterion in form.verdict.criteria),
    ]
    assert "".join(texts(name)).count("☑") == sum(ticks) + sum(map(bool, scores)) + sum(statements)


def test_questions_that_do_not_apply_say_so() -> None:
    assert "".join(texts("non_exporter")).count("不適用") == 9
    assert "不適用" in texts("exporter")[0], "questions with options say so beside their label"
    assert "".join(texts("draft")).count("不適用") == 0
    assert "須請執行單位確認" in texts("non_exporter")[0]
    assert "須請執行單位確認" not in texts("exporter")[0]


def test_no_cell_of_an_application_is_left_without_a_word() -> None:
    form = samples.exporter()
    unanswered = {
        name: replace(question, text="", table=(), same_as_other=name == "mailing_address")
        for name, question in form.questions.items()
    }
    unanswered["export_revenue_2y"] = replace(
        unanswered["export_revenue_2y"],
        rows=tuple(replace(row, text="") for row in unanswered["export_revenue_2y"].rows),
    )
    pages = documents.page_texts(RENDERER.render(replace(form, questions=unanswered), made_at=MADE_AT))
    text = squeezed("".join(pages))
    assert "10通訊／訪談地址同登記地址" in text
    blank = [
        question
        for question in form.questions.values()
        if not question.options and not question.scale and question.id != "mailing_address"
    ]
    assert text.count("未填") == len(blank) + 1, "two years of revenue, and one line of the table"
    assert "年度（民國）政府單位計畫全稱未填" in text


def test_a_table_is_closed_behind_its_last_row() -> None:
    page = texts("exporter")[0]
    assert "中小企業跨域創新生態圈數位轉型計畫（以下空白）" in page
    assert "以下空白" not in texts("maximal")[0]
    assert "年度（民國）政府單位計畫全稱不適用二、" in texts("non_exporter")[0]


def test_the_scale_is_ticked_in_the_column_of_the_score() -> None:
    assert "新通路／新市場開發☑☐☐☐☐" in texts("exporter")[2]
    assert "線上銷售：平台、官網、金物流☐☐☐☑☐" in texts("exporter")[2]


def test_signature_and_date_are_left_for_the_pen() -> None:
    page = texts("exporter")[0]
    assert "由企業授權主管簽名或蓋章" in page
    assert "公司章負責人章或授權主管簽章" in page
    assert "姓名林志明職稱總經理日期中華民國年月日" in page


def test_the_form_is_addressed_and_has_a_place_for_its_receipt() -> None:
    assert "此致經濟部中小及新創企業署中華民國資訊軟體協會姓名" in texts("exporter")[0]
    assert "收件欄（由執行單位填寫）收件日期案號審查人結果☐符合☐補件☐不符" in texts("exporter")[2]


def test_the_case_number_stands_once_on_a_page() -> None:
    assert [page.count("113-0042") for page in texts("exporter")] == [1, 1, 1]


def test_the_case_number_is_on_every_page_of_an_application_and_draft_on_every_page_of_a_draft() -> None:
    assert all("113-0042" in page for page in texts("exporter"))
    assert all("草稿，尚未送件" in page and "案件編號" not in page for page in texts("draft"))


def test_the_last_page_says_where_to_send_the_signed_form() -> None:
    assert "電子郵件：diagnosis@example.org" in texts("exporter")[2]
    assert "聯絡人：翁小姐" in texts("exporter")[2]


def test_an_answer_beyond_its_cell_is_cut_with_a_reference_and_printed_whole_on_an_uncounted_page() -> None:
    form = samples.endless()
    pages = [squeezed(page) for page in documents.page_texts(RENDERER.render(form, made_at=MADE_AT))]
    assert len(pages) == 4
    assert "……（續見附頁）" in pages[2]
    assert "第3頁，共3頁" in pages[2]
    assert "附頁1／1（不計入本表頁數）" in pages[3]
    assert squeezed(form.questions["pain_detail"].text) in pages[3]


def test_invisible_characters_go_and_characters_without_a_glyph_are_marked() -> None:
    page = texts("hostile")[0]
    assert "聯絡人姓名王小明" in page
    assert "負責人姓名陳〓〓" in page
    assert unprintable("陳\U0002137c安", documents.drawable()) == "\U0002137c"
    assert printable("e\u0301\t1\r\n2\u00ad", documents.drawable()) == "é\u30001\n2"


def test_every_character_called_drawable_is_accepted_by_the_engine() -> None:
    sample = "".join(map(chr, sorted(documents.drawable())[::90]))
    form = samples.build(EXPORTER | {"pain_detail": sample})
    assert len(documents.page_texts(RENDERER.render(form, made_at=MADE_AT))) == 3


def test_the_same_form_and_moment_give_the_same_bytes() -> None:
    again = RENDERER.render(samples.exporter(), made_at=MADE_AT)
    assert again == made("exporter")
    assert RENDERER.render(samples.exporter(), made_at=MADE_AT + timedelta(days=1)) != again


def test_renders_at_the_same_time_from_several_threads() -> None:
    forms = [samples.exporter(), samples.draft(), samples.non_exporter()]
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(lambda form: RENDERER.render(form, made_at=MADE_AT), forms))
    assert results == [made("exporter"), made("draft"), made("non_exporter")]


@every_sample
def test_the_file_is_tagged_archival_accessible_and_says_its_language_and_title(name: str) -> None:
    pdf = made(name)
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<rdf:li>zh-TW</rdf:li>" in pdf
    with pypdfium2.PdfDocument(pdf) as opened:
        assert opened.get_metadata_value("Title") == SAMPLES[name]().title


def test_preview_is_a_small_png_of_the_page() -> None:
    for page in range(3):
        picture = documents.preview(made("maximal"), page)
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", picture[16:24]) == (893, 1263)
        assert len(picture) <= 300_000
    with pytest.raises(IndexError, match="no page 3"):
        documents.preview(made("maximal"), 3)


def test_the_template_prints_every_question_of_the_questionnaire() -> None:
    template = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*/document/*.typ"))
    assert printed_ids(template) == set(samples.exporter().questions)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda form: replace(form, questions={}), "has no question ubn"),
        (lambda form: _renamed(form, "ubn", "統一編號" * 20), "does not fit"),
    ],
)
def test_a_template_and_data_that_do_not_go_together_are_refused(
    change: Callable[[PrintedForm], PrintedForm], message: str
) -> None:
    with pytest.raises(RuntimeError, match=message):
        RENDERER.render(change(samples.exporter()), made_at=MADE_AT)


def _renamed(form: PrintedForm, question: str, label: str) -> PrintedForm:
    return replace(
        form, questions={**form.questions, question: replace(form.questions[question], label=label)}
    )
