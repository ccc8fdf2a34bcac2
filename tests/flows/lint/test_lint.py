"""Every rule of the linter finds its mistake, where it is, in a questionnaire that has no other."""

import pytest

from flows.lint import lint_collection
from flows.lint.reachability import paths
from tests.flows.lint.sample import RULES, sample

Q = "questionnaire.toml: question"
ZH = "zh-TW.toml: question"
EN = "en.toml: question"
CHAT = "chat/en.toml:"
REGISTRATION = f"{Q} registration_type: options"
MEANINGS = "roles.toml: meanings"
STORY = f"{Q} story"

STRUCTURE = [
    ('version = "113.1"', 'version = "2024"', "bad_version", "questionnaire.toml: version"),
    ('id = "contact_name", kind', 'id = "story", kind', "double_id", STORY),
    ('id = "jp", group', 'id = "th", group', "double_id", f"{Q} markets: options: th"),
    ('rows = ["ads", "shop"]', 'rows = ["ads", "ads"]', "double_id", f"{Q} scores: rows: ads"),
    ('{ id = "agency" }', '{ id = "title" }', "double_id", f"{Q} support: columns: title"),
    ('id = "story"', 'id = "my-story"', "bad_id", f"{Q} my-story"),
    ('{ id = "us" }', '{ id = "u:s" }', "bad_id", f"{Q} markets: options: u:s"),
    ("number = 14", "number = 13", "misnumbered", f"{STORY}: number"),
    ("number = 14, ", "", "misnumbered", f"{STORY}: number"),
    ("page = 2, number = 14", "page = 3, number = 14", "no_such_page", f"{STORY}: page"),
    ("pages = 2", "pages = 3", "empty_page", "questionnaire.toml: page 3"),
    ("number = 14, ", "number = 14, asked = false, ", "never_asked", f"{STORY}: asked"),
    ('{ id = "company" }, ', "", "too_few_options", REGISTRATION),
    ('[{ id = "yes" }, { id = "no" }] },', '[{ id = "yes" }] },', "yes_no", f"{Q} exports: options"),
    ('number = 1,', 'number = 1, options = [{ id = "a" }],', "superfluous", f"{Q} ubn: options"),
    ('{ id = "company" }', '{ id = "company", exclusive = true }', "superfluous", f"{REGISTRATION}: company"),
    ('rows = ["ads", "shop"]', "rows = []", "no_rows", f"{Q} scores: rows"),
    ('cell = "scale", ', "", "no_cell", f"{Q} scores: cell"),
    ('scale = ["1", "2"]', 'scale = ["1", "3"]', "bad_scale", f"{Q} scores: scale"),
    ('cell = "scale"', 'cell = "amount"', "superfluous", f"{Q} scores: scale"),
    ('{ id = "year", year = true }', '{ id = "year" }', "bad_columns", f"{Q} support: columns"),
    ("title\" }], limits = { max_items = 2 }", 'title" }]', "unlimited", f"{Q} support: limits"),
    ("max_length = 300", "max_length = 3000", "unlimited", f"{STORY}: limits"),
    ("max_length = 300", 'max_length = "300"', "wrong_type", f"{STORY}: limits"),
    ("number = 14,", 'number = 14, required = "no",', "wrong_type", f"{STORY}: required"),
    ("number = 14,", "number = 14, must_be_true = true,", "superfluous", f"{STORY}: must_be_true"),
    ("maximum = 1000", "minimum = 9, maximum = 3", "empty_range", f"{Q} employee_count: limits"),
    ("max_items = 2 } },\n", "max_items = 9 } },\n", "beyond_options", f"{Q} wishes: limits"),
    ('{ id = "print_scan" }', '{ id = "print_scan" }, { id = "seal" }', "no_meaning", f"{MEANINGS}.signing.method"),
    ('id = "employee_count"', 'id = "staff_count"', "unknown_question", "roles.toml: employee_count"),
    ('"company_name", kind = "text"', '"company_name", kind = "long_text"', "needed", f"{Q} company_name: kind"),
    ('checks = ["no_employees"]', 'checks = ["tea"]', "unknown_check", "questionnaire.toml: checks: tea"),
    ('["no_employees"]', '["share_differs"]', "check_without_question", "questionnaire.toml: checks: share_differs"),
    ('question = "exports"', 'question = "wishes"', "condition_not_before", f"{Q} markets: when"),
    ('question = "exports"', 'question = "ubn"', "condition_not_choice", f"{Q} markets: when"),
    ('any_of = ["yes"]', 'any_of = ["maybe"]', "condition_option", f"{Q} markets: when"),
    ('any_of = ["yes"]', "any_of = []", "condition_option", f"{Q} markets: when"),
    ('"exports", any_of = ["yes"]', '"registration_type", any_of = ["other"]', "unreachable", f"{Q} markets"),
    ('same_as = "contact_name"', 'same_as = "contact_phone"', "same_as", f"{Q} signatory_name: same_as"),
    ('same_as = "contact_name"', 'same_as = "signatory_title"', "same_as", f"{Q} signatory_name: same_as"),
    ("number = 14,", 'number = 14, suggest = "poem",', "unknown_suggestion", f"{STORY}: suggest"),
    ('"113.1"', f'"113.{"1" * 48}"', "tap_too_long", f"{Q} scores"),
]  # fmt: skip
"""(what stands in the structure, what it is spoilt to, the issue's code, its place)"""

WORDS = [
    ("roles", '"sme.deemed" = "deemed_sme"\n', "", "needed", "roles.toml: roles.sme.deemed"),
    ("roles", '"company.id" = "ubn"', '"company.id" = "company_name"', "needed", f"{Q} company_name: kind"),
    ("roles", '"company.id" = "ubn"', '"company.id" = "upn"', "unknown_question", "roles.toml: upn"),
    ("roles", 'matching = ["wishes"]', 'matching = ["hopes"]', "unknown_question", "roles.toml: hopes"),
    ("roles", 'person = ["contact_name"]', 'human = ["contact_name"]', "unknown_subject", "roles.toml: subjects.human"),
    ("roles", ', other = ["other"]', "", "no_meaning", f"{MEANINGS}.company.registration"),
    ("roles", '["other"]', '["others"]', "unknown_option", f"{MEANINGS}.company.registration"),
    ("roles", 'other = ["other"]', 'club = ["other"]', "unknown_meaning", f"{MEANINGS}.company.registration"),
    ("english", 'label = "UBN", ', "", "missing_words", f"{EN}.ubn.label"),
    ("english", ', example = "12"', "", "missing_words", f"{EN}.employee_count.example"),
    ("english", ', th = "Thailand"', "", "missing_words", f"{EN}.markets.options.th"),
    ("english", ', shop = "Shop"', "", "missing_words", f"{EN}.scores.rows.shop"),
    ("english", ', 2 = "Begun"', "", "missing_words", f"{EN}.scores.scale.2"),
    ("english", ', title = "Title"', "", "missing_words", f"{EN}.support.columns.title"),
    ("english", 'story = {', 'tale = { label = "x" }\nstory = {', "unused_words", f"{EN}.tale"),
    ("english", 'us = "United', 'uk = "Britain", us = "United', "unused_words", f"{EN}.markets.options.uk"),
    ("english", 'lists.markets', 'lists.tools = { a = "A" }\nlists.markets', "unused_words", "en.toml: lists.tools"),
    ("chinese", 'us = ["美利堅"]', 'uk = ["英"]', "unused_words", f"{ZH}.markets.also.uk"),
    ("chinese", '["美利堅"]', '"美利堅"', "wrong_type", "zh-TW.toml: lists_also.markets.us"),
    ("english", 'language = "en"', 'language = "zh"', "wrong_language", "en.toml: language"),
    ("chinese", '"自評"', '"數位行銷能量與國際市場自我評估"', "too_long", f"{ZH}.scores.label"),
    ("english", '"Scores"', '"How well do you do digital marketing?"', "too_long", f"{EN}.scores.label"),
    ("english", ', 2 = "Markets"', "", "missing_words", "en.toml: pages.2"),
    ("english", 'asia = "Asia"', "", "missing_words", "en.toml: groups.asia"),
    ("chinese", "groups = {", 'groups = { europe = "歐洲",', "unused_words", "zh-TW.toml: groups.europe"),
    ("english", 'employees = "No', 'staff = "", no_employees = "No', "unused_words", "en.toml: checks.no_staff"),
    ("english", "is that right?", "{count}?", "gaps_differ", "en.toml: checks.no_employees"),
    ("english", '"Thailand"', '"Japan"', "unclear_name", f"{Q} markets: jp 「Japan」"),
    ("chinese", '["美利堅"]', '["Ｊａｐａｎ"]', "unclear_name", f"{Q} wishes: jp 「Japan」"),
    ("chinese", '["美利堅"]', '["2"]', "unclear_name", f"{Q} markets: us 「2」"),
    ("chinese", '["美利堅"]', '["完成"]', "name_is_command", f"{Q} markets: us 「完成」"),
    ("chinese", '["美利堅"]', '["進度"]', "name_is_command", f"{Q} markets: us 「進度」"),
    ("chinese", 'example = "500萬"', 'example = "很多"', "example_refused", f"{ZH}.paid_in_capital.example"),
    ("english", '"United States"', '"United States (all of it)"', "label_too_long", f"{EN}.markets.brief.us"),
    ("english", '"Begun"', '"Started a long time ago"', "label_too_long", f"{EN}.scores.scale_brief.2"),
    ("chinese", 'story = {', f'story = {{ help = "{"長" * 3300}",', "message_too_long", f"{ZH}.story.help"),
    ("chat_english", 'done = "Done"', 'done = "I am done with this one"', "label_too_long", f"{CHAT} button.done"),
    ("chat_english", 'submit = "Submit"', 'submit = "Done"', "same_label", f"{CHAT} button.submit"),
    ("chat_english", "Hello {name}", "Hello", "gaps_differ", f"{CHAT} greeting.hello"),
    ("chat_english", "Hello {name}", "Hello {name", "bad_braces", f"{CHAT} greeting.hello"),
    ("chat_english", ', bye = "Bye"', "", "missing_words", f"{CHAT} greeting.bye"),
    ("chat_english", '"Bye"', '" "', "missing_words", f"{CHAT} greeting.bye"),
    ("chat_english", 'bye = "Bye"', 'bye = "Bye", tea = "Tea"', "unused_words", f"{CHAT} greeting.tea"),
    ("chat_english", 'reason.foreign_branch =', "tea =", "missing_words", f"{CHAT} reason.foreign_branch"),
    ("chat_english", "reject.any.zeros =", "reject.any.nil =", "missing_words", f"{CHAT} reject.ubn.zeros"),
    ("chat_english", "reject.any.required =", "reject.any.tea =", "missing_words", f"{CHAT} reject.any.required"),
    ("chat_english", "reject.any.no_rows =", "reject.any.rows =", "missing_words", f"{CHAT} reject.table.no_rows"),
    ("chat_english", "reject.any.no_rows =", "reject.any.rows =", "unused_words", f"{CHAT} reject.any.rows"),
    ("chat_english", "doubt.ubn.checksum =", "doubt.ubn.check =", "missing_words", f"{CHAT} doubt.ubn.checksum"),
    ("chat_english", 'no_back = "This is the first."', 'x = "x"', "missing_words", f"{CHAT} note.no_back"),
    ("source", 'context.button("done"', 'context.button("send"', "missing_words", f"{CHAT} button.send"),
    ("source", 'say("greeting.hello"', 'say("greeting.hi"', "missing_words", "chat/zh-TW.toml: greeting.hi"),
    ("source", 'f"reason.{reason}"', 'f"greeting.{reason}"', "undeclared", "bot/said.py:3: greeting.*"),
    ("templates", '#field("story")', "", "not_printed", STORY),
    ("templates", '#field("story")', '#field("tale")', "unknown_printed", 'document: field("tale")'),
]  # fmt: skip
"""(which text, what stands in it, what it is spoilt to, the issue's code, its place)"""


def test_a_questionnaire_without_mistakes_has_no_issues() -> None:
    assert sample().issues() == ()


@pytest.mark.parametrize(("old", "new", "code", "place"), STRUCTURE)
def test_a_mistake_in_the_structure_is_found(old: str, new: str, code: str, place: str) -> None:
    issues = sample().spoilt("structure", old, new).issues()
    assert (code, place) in [(issue.code, issue.place) for issue in issues]
    assert all(issue.remedy for issue in issues)


@pytest.mark.parametrize(("name", "old", "new", "code", "place"), WORDS)
def test_a_mistake_in_words_or_their_use_is_found(
    name: str, old: str, new: str, code: str, place: str
) -> None:
    issues = sample().spoilt(name, old, new).issues()
    assert (code, place) in [(issue.code, issue.place) for issue in issues]


def test_journeys_branch_on_answers_and_end_with_the_verdict() -> None:
    played = set(paths(sample().edition(), RULES))
    lengths = sorted(len(journey) for journey in played)
    assert lengths == [3, 16, 17]  # not registered; no exports; exports, which adds the markets


def test_a_new_version_has_to_be_published() -> None:
    (issue,) = sample().issues(published={})
    assert (issue.code, issue.place) == ("not_published", "questionnaire.toml: version 113.1")


def test_a_published_version_may_not_change() -> None:
    published = sample().edition().questionnaire.digest
    (issue,) = sample().spoilt("english", "Employees", "Staff").issues(published={"113.1": published})
    assert issue.code == "published_changed"
    assert "new version number" in issue.remedy


def test_chat_phrases_may_change_after_publishing() -> None:
    published = sample().edition().questionnaire.digest
    assert sample().spoilt("chat_english", "Bye", "See you").issues(published={"113.1": published}) == ()


def test_a_version_is_held_once_and_never_lost() -> None:
    issues = lint_collection({"113": "113.1", "113b": "113.1"}, {"113.1": "…", "112.1": "…"})
    assert [(issue.code, issue.place) for issue in issues] == [
        ("double_version", "113, 113b"),
        ("published_gone", "LOCK.toml: 112.1"),
    ]
