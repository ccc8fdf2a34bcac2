"""A day picked from a channel's calendar: a tap that names its question, read like a typed day."""

from flows.events.answering import Rejected
from flows.events.conversation import OldTap
from tests.support.chat import Chat
from tests.support.personas import answers

DAY = "a:113.1:established_date"


def asked_for_the_day() -> Chat:
    """Somebody who has come as far as the day their company was set up."""
    chat = Chat()
    chat.open()
    chat.tap("開始")
    chat.tap("我同意")
    given = answers("non_exporter")
    while chat.question != "established_date":
        answer = given[chat.question]
        chat.press(f"a:113.1:{chat.question}:{answer[0]}") if isinstance(answer, list) else chat.say(answer)
    return chat


def test_the_question_offers_the_days_it_accepts() -> None:
    days = asked_for_the_day().messages[-1].days
    assert days is not None
    assert (days.tap, days.earliest, days.latest) == (DAY, "1911-01-01", "2024-06-20")


def test_a_picked_day_is_the_answer() -> None:
    chat = asked_for_the_day()
    chat.press(f"{DAY}:1996-03-01")
    assert chat.session.answers["established_date"].value == "1996-03-01"


def test_a_day_no_calendar_offered_is_not_taken() -> None:
    chat = asked_for_the_day()
    chat.press(f"{DAY}:2099-01-01")
    assert isinstance(chat.events[0], Rejected)


def test_an_old_calendar_offers_a_change_and_changes_nothing() -> None:
    chat = asked_for_the_day()
    chat.say("民國 85 年 3 月 1 日")
    chat.press(f"{DAY}:1999-12-31")
    assert OldTap("established_date") in chat.events
    assert chat.session.answers["established_date"].value == "1996-03-01"
