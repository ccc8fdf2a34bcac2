"""scheme.toml: what it says becomes a Scheme, and everything wrong with it is named at once."""

import pytest

from bot.config.catalogue import RULES, shipped
from bot.paths import SCHEMES
from flows.definitions.issues import Malformed
from flows.scheme.document_spec import Signature
from flows.scheme.form import Entry, Stage
from flows.scheme.loader import read_scheme
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from tests.support.programmes import NOW, catalogue

TEXT = (SCHEMES / "diagnosis" / "scheme.toml").read_text(encoding="utf-8")


def test_the_diagnosis_is_read() -> None:
    scheme = read_scheme(TEXT, {"application": shipped()}, RULES["diagnosis"])
    form = scheme.first_form
    assert (scheme.key, scheme.series, scheme.entry) == ("diagnosis", "", Entry.PUBLIC)
    assert (form.key, form.stages[-1]) == ("application", Stage.SUBMIT)
    assert form.document is not None
    assert form.document.sign == (Signature(1, "applicant"),)
    assert [mail.name for mail in scheme.mails_on(MailEvent.SUBMITTED)] == ["staff", "applicant"]
    assert [mail.name for mail in scheme.mails if mail.to is Correspondent.STAFF] == ["staff", "signed"]


def test_several_mails_of_one_kind_are_told_apart_in_what_is_stored() -> None:
    signed = read_scheme(TEXT, {"application": shipped()}, RULES["diagnosis"]).mail(MailEvent.SIGNED_COPY)
    assert signed is not None
    assert [signed.kind(number) for number in (1, 2)] == ["signed", "signed-2"]
    assert MailSpec("news", MailEvent.NEWS, Correspondent.STAFF).kind(1) == "news-1"


def test_whoever_begins_is_pinned_to_scheme_form_edition_and_programme() -> None:
    now = catalogue().current(NOW)
    assert (now.scheme.key, now.form.key, now.programme.id) == ("diagnosis", "application", "diagnosis-113")
    assert now.form.editions[now.programme.questionnaire] is now.edition


@pytest.mark.parametrize(
    ("now", "then", "codes"),
    [
        ('key = "diagnosis"', 'key = "No name"', ["bad_key"]),
        ('series = ""', 'series = "ab"', ["bad_series"]),
        ('entry = "public"', 'entry = "anybody"', ["unknown_name"]),
        ('"submit",', '"send",', ["unknown_name", "no_end"]),
        ('"submit",', '"submit", "places",', ["no_end"]),
        ("pages = 3", "pages = 0", ["bad_pages"]),
        ("page = 1", "page = 4", ["bad_signature"]),
        ('language = "zh-TW"', "", ["no_language"]),
        ("unique =", "only =", ["unknown_key"]),
        ("stages = [", "steps = [", ["unknown_key", "no_end"]),
        ("[forms.application]", "[forms.other]", ["no_end", "no_editions"]),
        ("pages = 3", "pages =", ["not_toml"]),
        ('name = "staff"', 'name = "Staff 1"', ["bad_mail_name", "unknown_thread"]),
        ('name = "staff"', 'name = "applicant"', ["bad_mail_name", "unknown_thread"]),
        ('on = "submitted"', 'on = "sent"', ["unknown_name"]),
        ('on = "superseded"', 'on = "news"', ["unknown_name"]),
        ('on = "superseded"', 'on = "place_offered"', ["several_mails"]),
        ('to = "staff"', 'to = "programme"', ["unknown_name"]),
        ('reply_to = "applicant"', 'reply_to = "nobody"', ["unknown_name"]),
        ('thread = "applicant"', 'thread = "receipt"', ["unknown_thread"]),
        ('attach = ["document"]', 'attach = ["photo"]', ["unknown_name"]),
        ('name = "place"', 'name = "place"\nattach = ["document"]', ["nothing_to_attach"]),
        ('language = "zh-TW"\nreply_to', "reply_to", ["no_language"]),
        ("numbered = true", "number = true", ["unknown_key"]),
    ],
)
def test_what_is_wrong_is_named(now: str, then: str, codes: list[str]) -> None:
    assert now in TEXT
    with pytest.raises(Malformed) as raised:
        read_scheme(TEXT.replace(now, then, 1), {"application": shipped()}, RULES["diagnosis"])
    found = [issue.code for issue in raised.value.issues]
    assert [code for code in codes if code in found] == codes
