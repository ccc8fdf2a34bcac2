"""Whatever is asked, wherever: answered in one message, nothing else changes, and no true answer is stolen."""

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cache

import pytest

from flows.events.answering import Answered, Doubted, Drafted
from flows.events.conversation import Inquired, Paused
from flows.interface.callback_data import MAX_BYTES
from flows.interface.messages import Look
from flows.screens.prompts import Doubt, EraseCheck
from tests.flows.intents.test_recognise import NAMES, phrasings
from tests.support.chat import CASE, Chat, on_screen
from tests.support.personas import NAMES as PERSONAS
from tests.support.player import play
from tests.support.programmes import programme

SAID = {
    "scam": ("這是詐騙嗎", "is this a scam?"), "delete": ("幫我取消", "cancel my application"),
    "no_printer": ("沒印表機怎麼辦", "I don't have a printer"), "no_email": ("我沒有email怎麼辦", "I have no e-mail"),
    "wrong_company": ("這不是我的公司", "that's not my company"),
    "another_company": ("可以申請兩家嗎", "can I apply for two companies"),
    "other_device": ("可以用電腦填嗎", "can I use a computer"), "human": ("客服電話幾號", "can someone call me"),
    "deadline": ("名額還有嗎", "what's the deadline"), "when_hear": ("什麼時候有結果", "when will I hear back?"),
    "how_long": ("還要多久？", "how many questions left"), "cost": ("要錢嗎？", "how much does it cost?"),
    "privacy": ("誰看得到", "who will see this?"), "who_can": ("餐廳可以申請嗎", "who can apply?"),
    "benefit": ("可以補助多少", "what do I get?"), "correct": ("可以改嗎", "can I edit my answer"),
    "apply": ("我要報名這個補助", "how do I apply"), "next_step": ("再來要做什麼", "what do I do now"),
    "repeat": ("剛剛問什麼", "what was the question"), "skip": ("這題可以略過嗎", "can I leave it blank"),
    "how_to_answer": ("要怎麼填", "how do I fill this in"), "why": ("為什麼要問這個？", "what is this for"),
    "dont_know": ("去哪裡查這個", "where can I find this"), "meaning": ("這是什麼意思？", "what is this asking"),
    "pause": ("填一半可以嗎", "can I stop here and come back"), "complaint": ("你是在耍我嗎", "why is it always wrong"),
    "bye": ("掰掰", "goodbye"), "thanks": ("謝謝", "thanks a lot!"), "greeting": ("早安", "good morning"),
    "ack": ("收到", "got it"),
}  # fmt: skip
"""One phrasing of each intent in each language."""

QUESTIONS = (
    "ubn", "company_name", "established_date", "paid_in_capital", "employee_count", "registered_address",
    "industry_focus",
    "main_products", "website", "contact_phone", "contact_email", "gov_support_3y", "export_revenue_2y", "export_share",
    "export_markets", "target_markets", "digital_capability", "pain_detail",
)  # fmt: skip

STATES = ("welcome", "notice", *QUESTIONS, "doubt", "erasing", "paused", "review", "submit", "receipt")


@cache
def _at(state: str, language: str) -> Chat:
    """A conversation that has come to this state."""
    chat = Chat(language)
    match state:
        case "welcome":
            chat.open()
        case "notice":
            chat.open()
            chat.press(chat.messages[-1].buttons[0].tap)
        case "doubt":
            play(chat, "exporter", until="company_name").say("我們公司叫大發食品有限公司")
        case "erasing":
            play(chat, "exporter", until="company_name").say("刪除我的資料")
        case "paused":
            play(chat, "exporter", until="company_name").say("暫停")
        case _:
            play(chat, "exporter", until=state)
    return chat


def at(state: str, language: str = "zh-TW") -> Chat:
    """A conversation of one's own that has come to this state."""
    chat = copy(_at(state, language))
    chat.journal, chat.sayings, chat.buttons = list(chat.journal), list(chat.sayings), list(chat.buttons)
    return chat


def test_every_intent_is_in_the_matrix() -> None:
    assert set(SAID) == set(NAMES)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_intent_is_answered_in_one_message_and_changes_nothing(state: str, language: str) -> None:
    nods = {"ack"} if state == "doubt" else set()  # there it is the answer
    for intent in (name for name in NAMES if name not in nods):
        for text in SAID[intent]:
            chat = at(state, language)
            before, prompt = chat.session, type(chat.prompt)
            messages = chat.say(text)
            asked = [event for event in chat.events if isinstance(event, Inquired)]
            doubted = [
                event for event in chat.events if isinstance(event, Doubted) and event.code == "intent"
            ]
            assert not any(isinstance(event, Answered | Drafted) for event in chat.events), (intent, text)
            assert chat.session.values() == before.values()
            told = intent == "ack" and state in ("notice", "review", "submit")
            assert [each.intent for each in asked] == [intent] or doubted or told, (intent, text, chat.events)
            if asked:
                assert len(messages) == 1
                assert messages[0].notes[-1].text, text
                assert "{" not in messages[0].notes[-1].text
                assert type(chat.prompt) is prompt
                assert chat.session.drafts == before.drafts
            assert all(len(data.encode()) <= MAX_BYTES for _, data in on_screen(messages))


def test_the_question_follows_in_its_wording_alone() -> None:
    chat = at("export_markets")
    whole = chat.say("再說一次")[0]
    short = chat.say("這是什麼意思？")[0]
    assert short.title == whole.title
    assert short.choices == whole.choices
    assert whole.body
    assert not short.body


def test_each_question_explains_itself() -> None:
    chat = at("employee_count")
    assert "勞保局 e 化服務系統" in chat.say("去哪裡查這個")[0].notes[-1].text
    assert "勞保局 e 化服務系統" in chat.say("為什麼要問這個")[0].notes[-1].text
    assert "必填" in chat.say("可以不填嗎")[0].notes[-1].text
    english = at("employee_count", "en")
    assert "Bureau" in english.say("what does this mean")[0].notes[-1].text


def test_words_taken_for_a_question_may_be_the_answer_after_all() -> None:
    """One tap, or the words on the button typed; for one turn."""
    for way in ("tap", "type", "short"):
        chat = at("company_name")
        chat.say("誰可以幫我填這個呢")
        assert isinstance(chat.events[0], Inquired)
        if way == "tap":
            chat.tap("就填")
        else:
            chat.say("就填" if way == "short" else "就填「誰可以幫我填這個呢」")
        assert chat.session.values()["company_name"] == "誰可以幫我填這個呢"
    chat = at("company_name")
    chat.say("誰可以幫我填這個呢")
    chat.say("要錢嗎？")
    assert [label for label, _ in on_screen(chat.messages) if label.startswith("就填")] == [
        "就填「要錢嗎？」"
    ]
    chat.tap("就填", earlier=True)
    assert chat.session.values().get("company_name") in (None, "要錢嗎？")


def test_a_word_that_may_be_a_name_is_asked_about() -> None:
    chat = at("company_name")
    chat.say("等一下")
    assert isinstance(chat.prompt, Doubt)
    assert [button.label for button in chat.messages[-1].buttons][:2] == ["回答我的問題", "就填「等一下」"]
    chat.tap("回答我的問題")
    assert isinstance(chat.prompt, Doubt)
    assert isinstance(chat.events[0], Inquired)
    chat.tap("就填")
    assert chat.session.values()["company_name"] == "等一下"


def test_a_doubt_stands_until_it_is_confirmed_or_another_answer_comes() -> None:
    for yes in ("對", "嗯", "好的", "1", "沒錯", "了解"):
        chat = at("doubt")
        chat.say("這是什麼意思？")
        chat.say("要錢嗎？")
        assert isinstance(chat.prompt, Doubt)
        chat.say(yes)
        assert chat.session.values()["company_name"] == "大發食品有限公司", yes
    chat = at("doubt")
    chat.say("要錢嗎？")
    chat.say("小發食品有限公司")
    assert chat.session.values()["company_name"] == "小發食品有限公司"


def test_courtesy_never_signs_nor_erases() -> None:
    chat = play(Chat(), "exporter", until="declare_sme_truth")
    chat.say("了解")
    assert "declare_sme_truth" not in chat.session.values()
    erasing = at("erasing")
    erasing.say("收到")
    assert isinstance(erasing.prompt, EraseCheck)


def test_a_pause_asked_for_in_other_words_keeps_everything() -> None:
    chat = at("company_name")
    chat.say("會不會不見")
    assert not any(isinstance(event, Paused) for event in chat.events)
    assert chat.messages[0].look is Look.QUESTION


def test_after_submitting_the_answer_fits() -> None:
    chat = at("receipt")
    assert CASE in chat.say("送出後還能改嗎")[0].notes[-1].text
    assert "超商" in chat.say("沒印表機怎麼辦")[0].notes[-1].text


def near_misses() -> Iterator[tuple[str, str]]:
    """Answers that sound like something said to the chat."""
    for meant, said in phrasings():
        if meant.startswith("answer:"):
            yield meant.removeprefix("answer:"), said


@cache
def reached(question: str) -> Chat:
    for name in ("exporter", *PERSONAS):
        try:
            return play(Chat(), name, until=question)
        except AssertionError:
            continue
    raise AssertionError(question)


def test_no_true_answer_is_stolen_and_at_most_one_in_five_is_asked_about() -> None:
    stolen, asked, tried = [], 0, 0
    for question, said in near_misses():
        chat = copy(reached(question))
        chat.journal, chat.sayings, chat.buttons = list(chat.journal), [], []
        chat.say(said)
        tried += 1
        asked += any(isinstance(event, Doubted) for event in chat.events)
        stolen += [(question, said) for event in chat.events if isinstance(event, Inquired)]
    assert not stolen
    assert asked <= tried / 5


def test_what_was_typed_is_not_kept_longer_than_one_turn_and_goes_when_it_is_taken_back() -> None:
    chat = at("company_name")
    chat.say("誰可以幫我填這個呢")
    assert [label for label, _ in on_screen(chat.messages) if label.startswith("就填")]
    chat.unsend("誰可以幫我填這個呢")
    assert not [label for label, _ in on_screen(chat.messages) if label.startswith("就填")]
    assert not [line for line in chat.journal if json.loads(line).get("typed") == "誰可以幫我填這個呢"]


def test_a_waiting_list_is_promised_only_where_there_is_one() -> None:
    for places, promised in ((None, False), (5, True)):
        chat = Chat(during=replace(programme(), places=places))
        chat.open()
        chat.say("還有名額嗎")
        told = " ".join(note.text for message in chat.messages for note in message.notes)
        assert "受理到" in told
        assert ("候補" in told) is promised, places
