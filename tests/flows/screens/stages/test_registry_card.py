"""The look-up in the chat: what is taken from a register, what leaves with it, and what staff are told."""

import pytest

from bot.conversation.submission import submission
from flows.events.company.registry import LookedUp
from flows.registry import Record
from flows.registry.codec import from_json, to_json
from flows.registry.compare import differing
from flows.screens.prompts import Ask, NotEligible, RegisterCard
from flows.session.answers import Answer
from tests.support.chat import Chat
from tests.support.player import play
from tests.support.programmes import catalogue
from tests.support.promises import WatchedChat
from tests.support.registers import FOUND, RECORDS, told
from tests.support.rules import findings

FILLED = {
    "company_name": "沐晨生技有限公司",
    "registration_type": "company",
    "responsible_person": "陳怡安",
    "established_date": "2018-09-12",
    "paid_in_capital": 5_000_000,
    "registered_address": FOUND.address,
}


@pytest.fixture
def chat() -> Chat:
    """Somebody who has just typed the number the records are about."""
    chat = play(WatchedChat(), "non_exporter", "ubn")
    chat.say(FOUND.ubn)
    return chat


def from_register(chat: Chat) -> dict[str, object]:
    """The answers that came from a register."""
    return {
        name: answer.value for name, answer in chat.session.answers.items() if answer.source == "register"
    }


@pytest.mark.parametrize("yes", ["是", "是，全部帶入", "ok"])
def test_one_word_takes_everything_with_its_source_and_day(chat: Chat, yes: str) -> None:
    chat.send(told("found"))
    chat.say(yes)
    assert from_register(chat) == FILLED
    assert {answer.as_of for answer in chat.session.answers.values() if answer.source} == {"2024-06-20"}
    assert chat.question == "employee_count"


def test_the_industry_is_filled_in_when_its_question_comes_up(chat: Chat) -> None:
    chat.send(told("found"))
    chat.tap("是，全部帶入")
    play(chat, "non_exporter", "industry_focus")
    chat.say("其他產業")
    assert chat.session.answers["industry_section"] == Answer("c", source="register", as_of="2024-06-20")
    assert chat.question == "main_products"


@pytest.mark.parametrize("case", RECORDS)
def test_a_record_survives_the_journal(case: str) -> None:
    assert from_json(to_json(RECORDS[case])) == RECORDS[case]


@pytest.mark.parametrize(
    ("case", "asked"), [("masked", "responsible_person"), ("foreign", "paid_in_capital")]
)
def test_what_the_register_does_not_tell_in_full_is_asked(chat: Chat, case: str, asked: str) -> None:
    chat.send(told(case))
    chat.say("是")
    assert asked not in chat.session.answers


def test_what_was_typed_is_kept_when_the_number_changes(chat: Chat) -> None:
    chat.send(told("found"))
    chat.say("是")
    chat.say("修改 4")
    chat.say("陳小安")
    chat.say("修改 1")
    chat.say("12345675")
    assert from_register(chat) == {}
    assert chat.session.answers["responsible_person"].value == "陳小安"
    chat.send(told("another"))
    chat.say("是")
    assert chat.session.answers["company_name"].value == "大發食品股份有限公司"
    assert chat.session.answers["responsible_person"].value == "陳小安"


def test_an_answer_about_a_number_that_has_changed_meanwhile_is_not_shown(chat: Chat) -> None:
    chat.say("修改 1")
    chat.say("12345675")
    chat.send(told("found"))
    assert isinstance(chat.prompt, Ask)


def test_the_card_of_another_company_cannot_be_taken_later(chat: Chat) -> None:
    chat.send(told("found"))
    take = chat.button("是，全部帶入")
    chat.tap("不是")
    chat.say("12345675")
    chat.send(told("another"))
    chat.press(take)
    assert isinstance(chat.prompt, RegisterCard)
    assert from_register(chat) == {}


@pytest.mark.parametrize("case", ["nothing", "no answer"])
def test_without_a_record_everything_is_asked_by_hand(chat: Chat, case: str) -> None:
    chat.send(told(case))
    assert chat.question == "company_name"
    assert any(isinstance(event, LookedUp) for event in chat.events)


def test_an_association_learns_at_once_that_it_is_not_eligible(chat: Chat) -> None:
    chat.send(told("association"))
    chat.say("是")
    assert isinstance(chat.prompt, NotEligible)
    assert chat.session.answers["registration_type"].texts == {"other": "非營利事業機關團體"}
    assert "button.deemed" not in {
        chat.edition.labels.get(button.label) for button in chat.messages[-1].buttons
    }


def test_a_branch_is_led_to_its_head_office(chat: Chat) -> None:
    chat.send(told("branch"))
    chat.say("是")
    assert chat.session.answers["ubn"].value == "12345675"
    assert from_register(chat) == {}


def test_who_is_too_large_may_say_that_article_6_applies(chat: Chat) -> None:
    chat.send(told("large"))
    chat.say("是")
    chat.say("250")
    assert isinstance(chat.prompt, NotEligible)
    chat.tap("我們符合第 6 條")
    assert chat.session.verdict[:2] == ("needs_staff", "deemed")
    chat.say("修改 6")
    chat.say("500萬")
    assert chat.session.verdict[0] == "eligible"


@pytest.mark.parametrize(
    ("answers", "differing_ones"),
    [
        ({"registry.name": "沐晨生技有限公司", "registry.capital": 5_000_000}, set()),
        ({"registry.name": "沐晨 生技有限公司　", "registry.responsible": "陳怡安"}, set()),
        ({"registry.name": "沐晨行"}, {"registry.name"}),
        ({"registry.responsible": "陳小安"}, {"registry.responsible"}),
        ({"registry.capital": 5_000_001}, {"registry.capital"}),
    ],
)
def test_what_differs_from_the_register(answers: dict[str, str | int], differing_ones: set[str]) -> None:
    assert set(differing(FOUND, answers)) == differing_ones


def test_tai_is_tai_and_a_masked_name_says_nothing() -> None:
    record = Record("1", FOUND.fetched_on, (), name="臺灣ＡＢＣ有限公司", responsible_person="陳O安")
    assert differing(record, {"registry.name": "台灣abc有限公司", "registry.responsible": "王大明"}) == {}


def test_staff_see_what_differs_and_where_answers_came_from(chat: Chat) -> None:
    chat.send(told("dissolved"))
    chat.say("是")
    chat.say("修改 2")
    chat.say("沐晨行")
    play(chat, "non_exporter", "submit")
    filed = submission(catalogue(chat.programme).current(chat.now), chat.session, "web", chat.now, "")
    assert [warning["check"] for warning in filed.record["warnings"]] == [
        "register_inactive",
        "register_differs",
    ]
    assert filed.record["warnings"][1]["facts"] == {"company_name": "沐晨生技有限公司"}
    assert filed.record["reasons"][0] == "not_active"
    assert filed.record["register"]["choice"] == "taken"
    assert filed.record["provenance"]["paid_in_capital"] == {"source": "register", "as_of": "2024-06-20"}
    assert set(filed.record["provenance"]) == set(FILLED) - {"company_name"}


def test_without_a_record_the_checks_against_it_find_nothing() -> None:
    assert findings({"company_name": "沐晨行"}) == ()
