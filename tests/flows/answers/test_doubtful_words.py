"""What is typed to a question in words but was said to the chat is never an answer in silence, and true answers are.

The rows are of our own making, a few for each kind of slip.
"""

from datetime import date

import pytest

from flows.answers import parse
from flows.answers.base import Accepted, Doubtful, Outcome, Reading
from flows.definitions.questionnaire import Kind
from flows.events.answering import Answered, Doubted
from flows.events.conversation import Asked
from tests.flows.answers.test_published_lists import EDITION
from tests.support.chat import Chat
from tests.support.player import play

BY_ID = EDITION.questionnaire.by_id
NAMES = (
    "company_name",
    "responsible_person",
    "contact_name",
    "contact_title",
    "brand_names",
    "signatory_name",
)
WORDS = (*NAMES, "signatory_title", "main_products")
KNOWN = {
    "company": {"company_name": "晨光烘焙有限公司"},
    "person": {"responsible_person": "周立群", "contact_name": "許安琪"},
}


def typed(question: str, text: str) -> Outcome:
    known = {
        subject: {name: value for name, value in said.items() if name != question}
        for subject, said in KNOWN.items()
    }
    return parse(BY_ID[question], text, Reading(date(2024, 5, 20), known=known))


def readings(question: str, text: str) -> tuple[object, ...]:
    """What is offered; empty when the text is taken or refused."""
    outcome = typed(question, text)
    return outcome.candidates if isinstance(outcome, Doubtful) else ()


@pytest.mark.parametrize("question", WORDS)
@pytest.mark.parametrize(
    "text",
    [
        "這格要填什麼？",
        "一定要填嗎",
        "可以先空著嗎🙏",
        "要寫哪一個",
        "為什麼要問",
        "請問要填全名嗎",
        "看不懂",
        "我不知道",
        "這個誰會看到呢",
        "我等一下再填",
        "我要找客服",
        "剛剛打錯了",
        "下一題",
        "重新填寫",
        "謝謝你",
        "知道了",
        "/whatever",
        "What should I write here?",
        "I don't know",
        "thank you",
    ],
)
def test_questions_and_chat_are_asked_about(question: str, text: str) -> None:
    assert not isinstance(typed(question, text), Accepted)


@pytest.mark.parametrize("question", [name for name in NAMES if name != "brand_names"])
@pytest.mark.parametrize(
    "text",
    [
        "0933-222-111",
        "(07)555-6666#2",
        "mei@example.com",
        "www.example.tw",
        "12345675",
        "300萬",
        "85/3/1",
        "1,3,4",
    ],
)
def test_another_kind_of_answer_is_no_name(question: str, text: str) -> None:
    assert not isinstance(typed(question, text), Accepted)


@pytest.mark.parametrize(
    ("question", "text", "first"),
    [
        ("company_name", "我們公司叫晨光烘焙有限公司", "晨光烘焙有限公司"),
        ("company_name", "企業名稱：晨光烘焙有限公司", "晨光烘焙有限公司"),
        ("company_name", "本公司全名為晨光烘焙有限公司", "晨光烘焙有限公司"),
        ("company_name", "晨光烘焙有限公司喔", "晨光烘焙有限公司"),
        ("responsible_person", "負責人：周立群", "周立群"),
        ("responsible_person", "我叫周立群", "周立群"),
        ("responsible_person", "我是周立群", "周立群"),
        ("responsible_person", "敝姓周立群", "周立群"),
        ("contact_name", "聯絡人是許安琪", "許安琪"),
        ("contact_name", "許安琪 0933-222-111", "許安琪"),
        ("contact_name", "My name is Angela Hsu", "Angela Hsu"),
        ("contact_title", "我是業務經理", "業務經理"),
        ("contact_title", "職稱：店長", "店長"),
        ("brand_names", "品牌叫晨光", "晨光"),
        ("brand_names", "晨光啦", "晨光"),
        ("brand_names", "甲、乙、丙、丁、戊、己", "甲、乙、丙、丁、戊"),
        # Who 「本人」 may be is known from earlier answers.
        ("contact_name", "本人", "周立群"),
        ("contact_name", "同負責人", "周立群"),
        ("contact_name", "就我", "周立群"),
        ("contact_name", "跟負責人一樣", "周立群"),
        ("signatory_name", "老闆", "周立群"),
        ("brand_names", "跟公司一樣", "晨光烘焙有限公司"),
    ],
)
def test_what_was_meant_is_offered_first_and_the_words_last(question: str, text: str, first: str) -> None:
    offered = readings(question, text)
    assert (offered[0], offered[-1]) == (first, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("company_name", "有限公司"),
        ("company_name", "老闆"),
        ("company_name", "如上"),
        ("responsible_person", "是我"),
        ("responsible_person", "周董"),
        ("responsible_person", "許小姐"),
        ("responsible_person", "經理"),
        ("responsible_person", "晨光企業社"),
        ("contact_name", "Ms. Hsu"),
        ("contact_title", "me"),
        ("contact_title", "同前"),
        ("contact_title", "客服"),
        ("contact_title", "英文"),
        ("brand_names", "目前沒有"),
        ("brand_names", "未定"),
        ("brand_names", "Skip"),
        ("brand_names", "中文"),
        ("brand_names", "很多個"),
        ("main_products", "修改"),
        ("main_products", "沒有"),
    ],
)
def test_what_says_nobody_and_nothing_is_asked_about(question: str, text: str) -> None:
    assert readings(question, text)[-1] == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("company_name", "什麼都有雜貨店"),
        ("company_name", "誰來咖啡館"),
        ("company_name", "不知名工作室"),
        ("company_name", "晚安棉被行"),
        ("company_name", "謝謝餐飲有限公司"),
        ("company_name", "五百萬商行"),
        ("company_name", "Hello Bakery Ltd"),
        ("responsible_person", "何謝"),
        ("responsible_person", "謝好"),
        ("responsible_person", "周立群 先生"),
        ("responsible_person", "歐陽娜娜小姐"),
        ("contact_name", "Angela"),
        ("contact_title", "無"),
        ("contact_title", "負責人"),
        ("contact_title", "客服部經理"),
        ("contact_title", "英文業務"),
        ("contact_title", "好"),
        ("brand_names", "OK"),
        ("brand_names", "1688"),
        ("brand_names", "甲、乙、丙"),
        ("main_products", "十萬個為什麼系列童書"),
        ("main_products", "客服系統、收費系統"),
        ("main_products", "我們主要生產可頌、吐司與蛋糕，也接團購"),
    ],
)
def test_true_answers_are_taken(question: str, text: str) -> None:
    assert typed(question, text) == Accepted(text)


STRUCTURED = (
    Kind.UBN,
    Kind.DATE,
    Kind.AMOUNT,
    Kind.ADDRESS,
    Kind.URL,
    Kind.PHONE,
    Kind.EMAIL,
    Kind.PERCENT,
    Kind.TABLE,
)


@pytest.mark.parametrize("question", [name for name in NAMES if name != "brand_names"])
def test_examples_of_other_questions_are_never_names_in_silence(question: str) -> None:
    for other in EDITION.questionnaire.questions:
        if other.kind in STRUCTURED:
            for words in EDITION.words.values():
                example = words.of(other.id, "example")
                assert not example or not isinstance(typed(question, example), Accepted), (other.id, example)


def test_what_is_written_beside_an_option_and_a_problem_told_are_not_looked_at() -> None:
    chat = play(Chat(), "exporter", until="export_mode")
    chat.tap("其他")
    chat.say("完成")
    chat.say("我們自己想辦法")
    assert any(isinstance(event, Answered) for event in chat.events)
    assert isinstance(typed("pain_detail", "不知道怎麼打入越南市場，也不知道找誰"), Accepted)


def test_a_command_that_may_be_an_answer_is_asked_and_obeyed_when_it_is_said_again() -> None:
    chat = play(Chat(), "exporter", until="contact_title")
    chat.say("客服")
    assert [event.code for event in chat.events if isinstance(event, Doubted)] == ["command"]
    chat.say("客服")
    assert [event.topic for event in chat.events if isinstance(event, Asked)] == ["human"]
    chat.say("是")
    assert [event.value for event in chat.events if isinstance(event, Answered)] == ["客服"]


def test_an_option_called_like_a_command_is_chosen() -> None:
    chat = play(Chat(), "exporter", until="pain_points")
    chat.say("語言")
    assert [event.value for event in chat.events if isinstance(event, Answered)] == [["content_language"]]


def test_a_command_nobody_knows_gets_help_wherever_it_is_said() -> None:
    for question in ("company_name", "paid_in_capital", "export_markets"):
        chat = play(Chat(), "exporter", until=question)
        chat.say("/settings now")
        assert chat.events == (Asked("unknown_command"), Asked("help"))


def test_a_confirmed_name_the_form_cannot_print_is_still_asked_about() -> None:
    chat = play(Chat(), "exporter", until="responsible_person")
    chat.say("我叫\U00031350明")
    chat.say("1")
    doubts = [event.code for event in chat.events if isinstance(event, Doubted)]
    assert doubts == (["unprintable"] if chat.edition.drawable else [])
