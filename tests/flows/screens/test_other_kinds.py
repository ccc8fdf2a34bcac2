"""Whatever people say to the chat, and whatever answers another question: never an answer of this one in silence."""

from copy import copy

from flows.events.answering import Answered, Drafted
from tests.flows.intents.test_recognise import phrasings
from tests.flows.screens.test_inquiries import QUESTIONS, STATES, at, reached


def test_every_phrasing_in_one_state_after_the_other_changes_nothing() -> None:
    """Answered within one message, or asked about, and no answer is different afterwards."""
    states = [(state, language) for state in STATES for language in ("zh-TW", "en")]
    for place, (meant, said) in enumerate(each for each in phrasings() if not each[0].startswith("answer:")):
        state, language = states[place % len(states)]
        chat = at(state, language)
        before = chat.session
        messages = chat.say(said)
        if meant == "ack" and state == "doubt":
            continue  # there it is the answer
        answered = [event for event in chat.events if isinstance(event, Answered | Drafted)]
        assert not answered, (state, language, said)
        assert chat.session.values() == before.values(), (state, said)
        assert len(messages) <= 2, (state, said)


EXAMPLES = {
    "contact_phone": ("0912-345-678", "(02)2345-6789#12", "+886 912 345 678"),
    "contact_email": ("amy@example.com.tw", "laowang@gmail.com"),
    "website": ("https://www.example.com.tw", "www.dafa.com.tw"),
    "registered_address": ("臺北市中山區長安東路二段99號8樓", "407 臺中市西屯區市政路8號3樓"),
    "established_date": ("民國85年3月1日", "1996-03-01"),
    "paid_in_capital": ("500萬元", "新臺幣三千萬元"),
    "export_share": ("25%", "三成"),
    "company_name": ("大發食品股份有限公司", "老王小吃店"),
    "pain_detail": ("想以數位廣告打入越南市場，但不清楚當地消費者使用的平台。",),
    "gov_support_details": ("113 國際貿易署 補助業界開發國際市場計畫",),
    "digital_capability": ("3,3,2,4,1,2,3,3",),
    "target_markets": ("日本、泰國、越南",),
}  # fmt: skip
"""What each of these questions is answered with; no other question's answer."""

TAKES = {
    ("company_name", "company_name"), ("main_products", "company_name"), ("brand_names", "company_name"),
    ("main_products", "target_markets"), ("brand_names", "target_markets"), ("main_products", "pain_detail"),
    ("pain_detail", "pain_detail"), ("pain_detail", "company_name"), ("pain_detail", "registered_address"),
    ("pain_detail", "gov_support_details"), ("export_markets", "target_markets"),
    ("mailing_address", "registered_address"), ("employee_count", "export_share"),
    ("export_revenue_2y", "paid_in_capital"),
    ("pain_detail", "target_markets"),
    ("brand_names", "registered_address"), ("main_products", "registered_address"),
    ("main_products", "gov_support_details"), ("contact_title", "company_name"), ("contact_title", "target_markets"),
}  # fmt: skip
"""Where it may be an answer all the same: words to a question in words, one address to another."""


def test_an_answer_of_another_kind_is_never_taken_in_silence() -> None:
    wrong = []
    for question in (*QUESTIONS, "mailing_address", "responsible_person", "contact_title", "brand_names"):
        for kind, texts in EXAMPLES.items():
            for text in texts if kind != question and (question, kind) not in TAKES else ():
                chat = copy(reached(question))
                chat.journal, chat.sayings, chat.buttons = list(chat.journal), [], []
                chat.say(text)
                wrong += [
                    (question, text, event) for event in chat.events if isinstance(event, Answered | Drafted)
                ]
    assert not wrong
