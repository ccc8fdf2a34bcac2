"""Typed text in header fields: whatever it looks like, it arrives as the characters it is, and as nothing else."""

import re
from base64 import b64decode
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.mail.facts import CopyFacts
from bot.mail.headers import MailName, named, one_line
from tests.bot.mail.samples import AT, NAME, SENDER, composed, facts, letter

FIELDS = [
    "From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted", "Subject", "MIME-Version", "Content-Type",
    "Content-Language",
]  # fmt: skip
THREAD = ["In-Reply-To", "References"]

PIECES = [
    "=?utf-8?b?QQ0KQmNjOiBldmlsQHguZXhhbXBsZQ==?=", "=?utf-8?q?A=0D=0A=0D=0ASee_http://evil.example?=",
    "=?utf-8?q?A=00B?=", "=?iso-8859-1*en?Q?=0ABcc:x?=", "=?UTF-8?B?", "?=", "=?", "=", "?", "_", "\r\n", "\n", "\r",
    "\x00", "\x0b", "\x1c", "\x85", "\u2028", "\u202e", "\ud800", "Bcc: a@b.example", "Subject:", " ", "\t", ",", ";",
    "<a@b.example>", '"', "\\", "(", ")", "大發", "é", "😀", "王小明", "A", "x" * 80, "大" * 60, "=?utf-8?b?4pyT?=",
]  # fmt: skip
typed = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join)

_ENCODED = re.compile(r"=\?utf-8\?([bq])\?([A-Za-z0-9+/=_!*-]*)\?=")


def decoded(value: str) -> str:
    """What a mail program reads, by the plain rules of RFC 2047: blanks between encoded words are none."""
    unfolded = re.sub(r"\r\n(?=[ \t])", "", value)
    joined = re.sub(r"(?<=\?=)[ \t]+(?==\?utf-8\?[bq]\?)", "", unfolded)
    return _ENCODED.sub(_word, joined.strip())


def _word(found: re.Match[str]) -> str:
    if found[1] == "b":
        return b64decode(found[2]).decode()
    return re.sub(
        rb"=([0-9A-F]{2})", lambda one: bytes.fromhex(one[1].decode()), found[2].replace("_", " ").encode()
    ).decode()


def fields(message: EmailMessage) -> dict[str, str]:
    """The header of the mail as bytes on the wire, by name, still encoded; each line is checked on the way."""
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\xff]|\r(?!\n)|(?<!\r)\n", head)
    found = {}
    for line in re.split(r"\r\n(?![ \t])", head.decode()):
        name, _, value = line.partition(":")
        assert name not in found, f"two {name} fields"
        found[name] = value.removeprefix(" ")
    for line in head.decode().split("\r\n"):
        assert all(len(word) <= 75 for word in line.split() if word.startswith("=?"))
        assert len(line) <= 76 or "=?" not in line
    return found


def name_of(text: str) -> str:
    return named(text, "a@b.example").display_name


@settings(deadline=None, max_examples=40)
@given(company=typed, name=typed)
@example(company="=?utf-8?q?A=0D=0A=0D=0ASee_http://evil.example?=", name=PIECES[0])
@example(company="=?utf-8?b?4pyT?= a", name="")
def test_typed_text_arrives_as_typed_and_adds_no_field(company: str, name: str) -> None:
    mails = [
        composed("staff", facts(company=company, contact_name=name)),
        composed("applicant", facts(company=company, contact_name=name)),
        composed(
            "signed",
            facts(company=company, contact_name=name, copy=CopyFacts(1, "第 1 頁", "")),
            MailName("<s@b.example>", AT, NAME.ident),
        ),
    ]
    for mail in mails:
        found = fields(mail)
        assert sorted(found) == sorted([*FIELDS, *(THREAD if "In-Reply-To" in found else [])])
        assert one_line(company)[:100] in decoded(found["Subject"])
        again = message_from_bytes(mail.as_bytes(), policy=policy.default)
        assert again["Subject"] == decoded(found["Subject"])
        assert [part.get_content_type() for part in again.iter_attachments()] == ["application/pdf"]
        for field in ("To", "Reply-To"):
            assert [one.addr_spec for one in again[field].addresses] == [
                one.addr_spec for one in mail[field].addresses
            ]
            if len(name_of(name).encode()) <= 45:  # one encoded word, which Python's reader takes as it is
                known = {name_of(name), "", "第二窗口", "翁小姐"}
                assert {one.display_name for one in again[field].addresses} <= known
        shown = found["Reply-To"] if "第二窗口" in decoded(found["To"]) else found["To"]
        address = "service@dafa.example.com.tw"
        assert decoded(shown) == (f"{name_of(name)} <{address}>" if name_of(name) else address)


@settings(deadline=None)
@given(subject=typed, title=typed)
def test_a_letter_too(subject: str, title: str) -> None:
    found = fields(composed("superseded", letter(subject, title=title)))
    assert set(found) <= set(FIELDS)
    assert decoded(found["Subject"]) == one_line(subject)
    assert decoded(found["From"]).endswith(SENDER) or decoded(found["From"]).endswith(f"<{SENDER}>")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[113-0042] plain words", "[113-0042] plain words"),
        ("[113-0042] 大發", "[113-0042] =?utf-8?b?5aSn55m8?="),
        ("[113-0042] =?utf-8?q?A?=", "[113-0042] =?utf-8?b?PT91dGYtOD9xP0E/PQ==?="),
    ],
)
def test_a_subject_stays_readable_where_it_can(text: str, written: str) -> None:
    assert fields(composed("superseded", letter(text)))["Subject"] == written


def test_attachments_carry_no_typed_name() -> None:
    mail = composed("staff", facts(company=PIECES[0]))
    [document] = mail.iter_attachments()
    assert document["Content-Disposition"] == 'attachment; filename="113-0042_application.pdf"'
