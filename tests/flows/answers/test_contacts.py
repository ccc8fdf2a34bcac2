"""Web addresses, telephone numbers and e-mail addresses."""

import pytest

from flows.answers.base import Accepted, Doubtful, Rejected
from flows.definitions.questionnaire import Kind, Limits
from tests.flows.answers.sample import EMAIL, PHONE, URL, both, doubt, question, read, rejected, value


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.example.com.tw", "https://www.example.com.tw"),
        ("example.tw/shop?a=1#b", "https://example.tw/shop?a=1#b"),
        ("https://Example.TW/Shop", "https://example.tw/Shop"),
        ("HTTP://EXAMPLE.TW", "http://example.tw"),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｔｗ", "https://www.example.tw"),
        ("www。example。tw", "https://www.example.tw"),
        ("http//example.tw", "http://example.tw"),
        ("https:/example.tw", "https://example.tw"),
        ("官網：www.example.tw", "https://www.example.tw"),
        ("公司網址是 www.example.tw。", "https://www.example.tw"),
        ("example.tw:8080/a", "https://example.tw:8080/a"),
        ("https://www.facebook.com/粉絲團", "https://www.facebook.com/粉絲團"),
        ("facebook.com/soap.tw", "https://facebook.com/soap.tw"),
        ("https://www.instagram.com/soap_tw/", "https://www.instagram.com/soap_tw/"),
        ("手工皂.台灣", "https://手工皂.台灣"),
        ("xn--fiqs8s.xn--kpry57d", "https://xn--fiqs8s.xn--kpry57d"),
        ("無", "無"),
        ("沒有", "無"),
        ("目前沒有官網", "無"),
        ("尚無", "無"),
        ("None", "無"),
        ("N/A", "無"),
        ("no", "無"),
        ("-", "無"),
    ],
)
def test_reads_urls(text: str, url: str) -> None:
    """Domains and pages as people type or paste them, and the words for none."""
    assert value(URL, text) == url


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_url"),
        ("王小明手工皂", "not_a_url"),
        ("localhost", "not_a_url"),
        ("192.168.1.1", "not_a_url"),
        ("https://user@example.tw/", "not_a_url"),
        ("https://-bad.tw", "not_a_url"),
        ("https://[::1", "not_a_url"),
        ("example.tw:99999", "not_a_url"),
        ("example..tw", "not_a_url"),
        ("boss@example.tw", "is_email"),
        ("mailto:boss@example.tw", "is_email"),
        ("www.example tw.com", "has_spaces"),
        ("www.a.tw www.b.tw", "has_spaces"),
        ("javascript:alert(1)", "not_web"),
        ("ftp://example.tw", "not_web"),
        ("example.tw/" + "a" * 200, "too_long"),
    ],
)
def test_refuses_urls(text: str, code: str) -> None:
    """What is no page on the web."""
    assert rejected(URL, text) == code


def test_none_is_an_answer_only_where_allowed() -> None:
    """A question that needs a page does not take 無; English readers see None."""
    assert rejected(question(Kind.URL), "無") == "not_a_url"
    assert both(URL, "無") == ("無", "None")


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("(02)25533988#606", "(02)2553-3988#606"),
        ("02-25533988 分機 606", "(02)2553-3988#606"),
        ("02-2553-3988 轉606", "(02)2553-3988#606"),
        ("02 2553 3988 ext. 606", "(02)2553-3988#606"),
        ("（０２）２５５３－３９８８＃６０６", "(02)2553-3988#606"),
        ("+886-2-2553-3988#606", "(02)2553-3988#606"),
        ("+886 (0)2 2553 3988", "(02)2553-3988"),
        ("886-2-25533988", "(02)2553-3988"),
        ("00886225533988", "(02)2553-3988"),
        ("電話：02-25533988", "(02)2553-3988"),
        ("0912345678", "0912-345-678"),
        ("0912-345-678", "0912-345-678"),
        ("0912 345 678", "0912-345-678"),
        ("０９１２３４５６７８", "0912-345-678"),
        ("+886912345678", "0912-345-678"),
        ("手機是0912345678", "0912-345-678"),
        ("037-323456", "(037)323456"),
        ("03-5773311", "(03)577-3311"),
        ("04-22221234", "(04)2222-1234"),
        ("049-2345678", "(049)234-5678"),
        ("082-322345", "(082)322345"),
        ("0826-61234", "(0826)61234"),
        ("0836-22345", "(0836)22345"),
        ("089-322345", "(089)322345"),
        ("0800-123-456", "0800-123-456"),
        ("+81 3-1234-5678", "+81 3-1234-5678"),
        ("+1 650-253-0000 ext 12", "+1 650-253-0000#12"),
    ],
)
def test_reads_phones(text: str, phone: str) -> None:
    """Land lines with extensions, mobiles and foreign numbers; what is stored reads back the same."""
    assert value(PHONE, text) == phone
    assert value(PHONE, both(PHONE, phone)[0]) == phone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_phone"),
        ("沒有電話", "not_a_phone"),
        ("boss@example.tw", "not_a_phone"),
        ("02-2553ABCD", "not_a_phone"),
        ("1" * 21, "not_a_phone"),
        ("12345", "too_short"),
        ("25533988", "no_area_code"),
        ("2553-3988 分機 606", "no_area_code"),
        ("3323456", "no_area_code"),
        ("02-25533988、0912345678", "several"),
        ("0912345678/0923456789", "several"),
    ],
)
def test_refuses_phones(text: str, code: str) -> None:
    """What is no single number with its area code."""
    assert rejected(PHONE, text) == code


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("02-1234-5678", "02-1234-5678"),
        ("02-345-6789", "02-345-6789"),
        ("4128-077", "4128-077"),
        ("0912-345-67", "0912-345-67"),
        ("+886 2 1234", "+886 2 1234"),
    ],
)
def test_unusual_phones_are_asked_about(text: str, cleaned: str) -> None:
    """A number no plan knows can still be confirmed."""
    assert doubt(PHONE, text) == ("unusual", (cleaned,))


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("boss@example.com.tw", "boss@example.com.tw"),
        ("Boss.Wang+tw@Example.COM.TW", "Boss.Wang+tw@example.com.tw"),
        ("ｂｏｓｓ＠ｅｘａｍｐｌｅ．ｃｏｍ", "boss@example.com"),
        ("boss＠example．com", "boss@example.com"),
        ("boss@example。com", "boss@example.com"),
        ("boss @ example.com", "boss@example.com"),
        ("我的信箱是 a@b.tw", "a@b.tw"),
        ("我的信箱是a@b.tw，謝謝", "a@b.tw"),
        ("Email: a@b.tw", "a@b.tw"),
        ("王大明 <a@b.tw>", "a@b.tw"),
        ("a@b.tw.", "a@b.tw"),
        ("a@b.tw a@b.tw", "a@b.tw"),
        ("boss@yahoo.com.tw", "boss@yahoo.com.tw"),
        ("boss@ms12.hinet.net", "boss@ms12.hinet.net"),
    ],
)
def test_reads_emails(text: str, email: str) -> None:
    """Addresses full-width, inside sentences, and with signs around them."""
    assert value(EMAIL, text) == email
    assert both(EMAIL, email) == (email, email)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_at"),
        ("boss.example.com", "no_at"),
        ("boss@", "not_an_email"),
        ("boss@example", "not_an_email"),
        ("bo..ss@example.com", "not_an_email"),
        ("王小明@gmail.com", "not_ascii"),
        ("王小明ming@gmail.com", "not_ascii"),
        ("a@公司.台灣", "not_ascii"),
        ("a@b.tw、c@d.tw", "several"),
        ("a" * 250 + "@b.tw", "too_long"),
    ],
)
def test_refuses_emails(text: str, code: str) -> None:
    """What is no single ASCII address."""
    assert rejected(EMAIL, text) == code


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("boss@gmial.com", "boss@gmail.com"),
        ("boss@gmail.con", "boss@gmail.com"),
        ("boss@gmail.comm", "boss@gmail.com"),
        ("boss@gmail.com.tw", "boss@gmail.com"),
        ("boss@hotmal.com", "boss@hotmail.com"),
        ("boss@yaho.com.tw", "boss@yahoo.com.tw"),
        ("boss@yahoo.con.tw", "boss@yahoo.com.tw"),
        ("boss@hinet.com", "boss@hinet.net"),
        ("boss@soap.con", "boss@soap.com"),
        ("boss@soap.comtw", "boss@soap.com.tw"),
        ("boss@gmial.con", "boss@gmail.com"),
    ],
)
def test_mistyped_domains_are_asked_about(text: str, corrected: str) -> None:
    """The address as typed comes first, the likely one second."""
    assert read(EMAIL, text) == Doubtful("typo", (text, corrected), {"suggestion": corrected})


def test_the_longest_url_is_told() -> None:
    """The refusal carries the limit."""
    short = question(Kind.URL, limits=Limits(max_length=20))
    assert read(short, "example.tw/0123456789") == Rejected("too_long", {"max": "20", "length": "29"})


@pytest.mark.parametrize(
    "text",
    [
        "amy lin@gmail.com", "amy,lin@gmail.com", "amy；lin@gmail.com", ".amy@gmail.com", "-amy@gmail.com",
        "amy@company.com,tw", "amy@company.com，tw", "amy@company.com tw", "amy@company.com_tw",
        "amy@company.com/tw", "amy@company.com@", "amy@company.com:tw",
    ],
)  # fmt: skip
def test_no_part_of_an_address_is_dropped_in_silence(text: str) -> None:
    """On either side of it: what is left may be somebody else's."""
    outcome = read(EMAIL, text)
    assert not isinstance(outcome, Accepted)


@pytest.mark.parametrize(
    "text",
    [
        "a@b.tw（公司）",
        "a@b.tw (work)",
        "a@b.tw，謝謝",
        "<a@b.tw>",
        "王小明 <a@b.tw>",
        "a@b.tw。",
        "a@b.tw, ",
    ],
)
def test_what_cannot_belong_to_an_address_is_no_reason_to_ask(text: str) -> None:
    assert value(EMAIL, text) == "a@b.tw"
