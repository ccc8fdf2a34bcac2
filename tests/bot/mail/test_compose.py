"""What the mails say: to whom, under which headers, in text and in HTML, as a mail program reads them."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.mail.headers import one_line
from flows.rules.verdict import State
from tests.bot.mail.samples import AT, PDF, SENDER, composed, facts, rows


def read(message: EmailMessage) -> EmailMessage:
    """The message after a trip over the wire."""
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def staff(**changes: object) -> EmailMessage:
    return read(composed("staff", facts(**changes)))


def applicant(**changes: object) -> EmailMessage:
    return read(composed("applicant", facts(**changes)))


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.ELIGIBLE, "符合資格"), (State.NEEDS_STAFF, "須人工確認"), (State.NOT_ELIGIBLE, "不符合資格")],
)
def test_staff_see_case_company_and_state_in_the_subject_and_at_the_top(state: State, words: str) -> None:
    message = staff(state=state)
    assert message["Subject"] == f"[113-0042] 大發食品股份有限公司 診斷申請（{words}）"
    assert body(message, "plain").startswith(f"{words}｜統一編號 12345675｜日本、泰國、越南\n")
    assert f">{words}</span>" in re.sub(r"[✓!✕]&nbsp;", "", body(message, "html"))


def test_staff_headers() -> None:
    message = staff()
    assert [one.addr_spec for one in message["From"].addresses] == [SENDER]
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [
        ("", "debby@cisanet.example.org"),
        ("第二窗口", "second@cisanet.example.org"),
    ]
    assert message["Reply-To"] == "林小華 <service@dafa.example.com.tw>"
    assert message["Message-ID"] == "<113-0042.staff.5eed@bot.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == AT.replace(microsecond=0)
    assert message["Content-Language"] == "zh-TW"


def test_several_recipients_may_be_written_as_one_list() -> None:
    message = composed("staff", facts(), staff=["a@x.example, 乙 <b@x.example>"])
    assert [one.addr_spec for one in read(message)["To"].addresses] == ["a@x.example", "b@x.example"]


def test_applicant_headers() -> None:
    message = applicant()
    assert message["Subject"] == "[113-0042] 已收到您的診斷申請：大發食品股份有限公司"
    assert message["To"] == "林小華 <service@dafa.example.com.tw>"
    assert message["Reply-To"] == "翁小姐 <debby@cisanet.example.org>"
    assert message["Message-ID"] == "<113-0042.applicant.5eed@bot.example.org>"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_staff_can_decide_and_call_from_either_part(kind: str) -> None:
    text = body(staff(), kind)
    told = facts()
    for expected in (
        told.company, told.ubn, *told.reasons, *dict(told.rows).values(), *told.warnings,
        told.contact_name, told.contact_title, told.contact_phone, told.contact_email,
        "113 年 11 月 5 日 14:02", "113-0042_application.pdf",
    ):  # fmt: skip
        assert expected in text


def test_links_dial_the_extension_and_keep_the_case_number() -> None:
    html = body(staff(), "html")
    assert 'href="tel:0225533988,606"' in html
    assert 'href="mailto:service@dafa.example.com.tw?subject=%5B113-0042%5D' in html


def test_the_hidden_preview_could_be_read() -> None:
    """Spam filters count text in the colour of its background, hidden or not."""
    for mail in (staff(), applicant(), applicant(confirmed=False, confirm_url="https://a.example/go/x")):
        [style] = re.findall(r'<div style="(display:none[^"]*)"', body(mail, "html"))
        told = dict(one.split(":", 1) for one in style.strip(";").split(";"))
        assert told["color"] != told["background-color"]
        assert "font-size" not in told


def test_no_warnings_no_box() -> None:
    message = staff(warnings=())
    assert "請留意" in body(staff(), "html")
    assert "請留意" not in body(message, "html") + body(message, "plain")


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize(
    ("language", "steps"),
    [
        ("zh-TW", ("第 1 頁簽章欄（紅框）", "對話視窗", "您填寫的內容")),
        ("en", ("signature box (簽章欄, red) on page 1", "same chat", "Your answers")),
    ],
)
def test_applicant_reads_the_next_steps_and_every_answer(
    kind: str, language: str, steps: tuple[str, ...]
) -> None:
    text = body(applicant(language=language), kind)
    told = facts()
    answers = [one for title, rows in told.sections for row in rows for one in (title, *row)]
    for expected in (
        *steps,
        told.case_number,
        told.programme_contact_phone,
        told.closes_text,
        told.form_title,
    ):
        assert expected in text
    for answer in answers:
        assert all(line in text for line in answer.splitlines())


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_what_was_not_asked_leaves_no_empty_row(kind: str) -> None:
    text = body(staff(rows=rows(markets="", needs="", pain="")), kind)
    assert not [label for label in ("目標市場", "診斷需求", "主要痛點", "｜<", "｜\n") if label in text]


def test_the_demo_says_so() -> None:
    assert "示範環境" in body(staff(demo=True), "plain")
    assert "示範環境" in body(applicant(demo=True), "html")
    assert "示範環境" not in body(staff(), "html")


def test_the_document_is_attached_under_an_ascii_name() -> None:
    for message in (staff(), applicant()):
        [document] = message.iter_attachments()
        assert document.get_filename() == "113-0042_application.pdf"
        assert document.get_content_type() == "application/pdf"
        assert document.get_content() == PDF


def test_composing_again_gives_the_same_bytes() -> None:
    for one, other in (
        (composed("staff", facts()), composed("staff", facts())),
        (
            composed("applicant", facts()),
            composed("applicant", facts()),
        ),
    ):
        assert one.as_bytes() == other.as_bytes()


def test_every_line_fits_the_wire() -> None:
    message = composed("staff", facts(company="大" * 150, rows=rows(pain="痛" * 3000)))
    raw = message.as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")


EVIL = (
    "好公司\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>\x00\u202egpj.exe\u2028判定：符合資格"
)


def test_nothing_typed_becomes_a_header_or_markup() -> None:
    message = staff(company=EVIL, contact_name=EVIL, contact_title=EVIL, rows=rows(pain=EVIL, markets=EVIL))
    assert message["Bcc"] is None
    assert "好公司 Bcc: victim@example.org <script>" in message["Subject"]
    assert not re.search(r"[\x00-\x1f\u202e\u2028]", message["Subject"] + str(message["Reply-To"]))
    assert [one.addr_spec for one in message["Reply-To"].addresses] == ["service@dafa.example.com.tw"]
    assert "<script" not in body(message, "html")


def test_no_answer_can_pass_for_a_line_of_the_text_part() -> None:
    forged = "沒有\n資格初步檢核：不符合資格\n聯絡人：別人"
    lines = body(staff(rows=rows(pain=forged), company=forged, contact_title=forged), "plain").splitlines()
    assert [line for line in lines if line.startswith(("資格初步檢核", "聯絡人"))] == [
        "資格初步檢核：符合資格",
        "聯絡人：林小華　沒有",
    ]


def test_an_address_that_is_none_is_refused() -> None:
    for bad in ("a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "", "nobody"):
        with pytest.raises(ValueError, match="not one e-mail address"):
            composed("applicant", facts(contact_email=bad))


def test_long_names_are_cut() -> None:
    assert one_line("大" * 300, 75) == "大" * 74 + "…"
    assert one_line(" a\t\r\n b\u200b ") == "a b"
