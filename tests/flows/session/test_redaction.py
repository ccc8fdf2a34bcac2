"""What is left of a message taken back, event by event; the chat itself is in
tests/schemes/diagnosis/transcripts/taken_back*.txt."""

from dataclasses import fields

from flows.events.alliance import Entered
from flows.events.answering import Skipped
from flows.events.codec import to_json
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.interface.inbound import Unsent
from flows.interface.known import AppliedKnown
from flows.session.people import WAYS_BACK
from flows.session.redaction import SAID, redaction, without_person
from tests.support.chat import Chat
from tests.support.player import play
from tests.support.promises import WatchedChat
from tests.support.registers import FOUND, told

HARMLESS = {
    *(
        "question",
        "company_question",
        "intent",
        "also",
        "by_code",
        "request",
        "agreed",
        "allowed",
        "kind",
        "code",
        "row",
        "message",
        "messages",
        "tries",
        "awaiting",
        "changed",
        "source",
        "as_of",
        "programme",
        "ordinal",
        "number",
    ),
    *("option", "language", "questionnaire", "version", "at", "page", "state", "reasons", "reason", "choice"),
    *(
        "alliance",
        "place",
        "phrase",
        "tone",
        "revision",
        "invitation",
        "seat",
        "part",
        "ref",
        "companies",
        "codes",
        "chats",
        "file",
        "url",
        "admitted",
        "link",
        "name",
    ),
    *("topic", "media", "erasing", "case_number", "until", "moved_up", "position", "left"),
    *("to", "outcome", "device", "by", "lease"),  # which end holds the application
    *("author", "agreed_at", "answers", "questions", "taken"),  # given by a colleague, on a page
    *(
        "sources",
        "skipped",
        "entries",
        "company",
        "open",
        "people",
        "colleague",
    ),  # another company's, whose place this one took
    *("must", "gone", "notice"),  # a draft that moved on
    *("text", "due", "note", "lines", "seats"),  # the office's own words
    *("what", "first", "second"),  # a button of a letter
    *("way", "channel"),  # who signs, and where that was asked
}
"""Fields that name things or count them, and repeat nothing a person said."""


def text(chat: Chat) -> str:
    """The journal with its Chinese readable."""
    return "\n".join(chat.journal).encode().decode("unicode_escape")


def test_every_field_of_every_event_is_content_or_harmless() -> None:
    """A new field has to be put into one of the two lists, or a text taken back might survive in it."""
    before_submitting = [kind for kind in Event.__args__ if not kind.__name__.startswith("Copy")]
    names = {part.name for kind in before_submitting for part in fields(kind)}
    assert names - HARMLESS - set(SAID) == set()


def test_events_without_a_withdrawal_rewrite_nothing() -> None:
    assert redaction((Asked("help"), Skipped("website"))) is None


def test_only_what_the_message_carried_is_blanked() -> None:
    chat = play(WatchedChat(), "exporter", "contact_title")
    before = [*chat.journal]
    chat.unsend("林小華")
    changed = [(old, new) for old, new in zip(before, chat.journal, strict=False) if old != new]
    assert len(changed) == 1
    assert "林小華" not in text(chat)


def test_the_reading_of_a_doubtful_text_goes_with_the_text_not_with_the_yes() -> None:
    chat = play(WatchedChat(), "exporter", "annual_revenue")
    chat.say("7788")
    chat.say("萬元")
    chat.unsend("萬元")
    assert chat.session.answers["annual_revenue"].value == 77_880_000
    chat.unsend("7788")
    assert chat.question == "annual_revenue"
    assert "7788" not in text(chat)


def test_a_copy_goes_with_its_original_and_is_asked_again() -> None:
    chat = play(WatchedChat(), "exporter", "mailing_address")
    chat.say("同上")
    assert chat.session.answers["mailing_address"].value == chat.session.answers["registered_address"].value
    chat.unsend("708 臺南市安平區新平路88號")
    assert chat.question == "registered_address"
    assert "mailing_address" not in chat.session.answers
    assert "新平路88號" not in text(chat)


def test_a_copy_stays_when_its_original_is_edited() -> None:
    chat = play(WatchedChat(), "exporter", "mailing_address")
    chat.say("同上")
    chat.edit("708 臺南市安平區新平路88號", "708 臺南市安平區新平路99號")
    rests = [chat.session.answers[name].value for name in ("registered_address", "mailing_address")]
    assert [address["rest"] for address in rests if isinstance(address, dict)] == ["新平路99號", "新平路88號"]


def test_an_answer_changed_since_stays_when_its_first_message_is_taken_back() -> None:
    chat = play(WatchedChat(), "exporter", "contact_name")
    chat.say("修改 2")
    chat.say("大發行銷股份有限公司")
    chat.unsend("大發食品股份有限公司")
    assert chat.question == "contact_name"
    assert chat.session.answers["company_name"].value == "大發行銷股份有限公司"
    assert "大發食品" not in text(chat)


def test_a_change_taken_back_while_it_is_doubted_leaves_the_answer() -> None:
    chat = play(WatchedChat(), "exporter", "contact_name")
    chat.say("修改 8")
    chat.say("7788")
    chat.unsend("7788")
    assert chat.question == "annual_revenue"
    assert chat.session.answers["annual_revenue"].value == 80_000_000
    chat.tap("維持原答案")
    assert chat.question == "contact_name"


def test_the_look_up_goes_with_the_number_looked_up() -> None:
    chat = WatchedChat()
    play(chat, "exporter", "company_name", ubn=FOUND.ubn)
    chat.send(told("found", FOUND.ubn))
    chat.tap("是，全部帶入")
    chat.unsend(FOUND.ubn)
    assert chat.question == "ubn"
    assert FOUND.ubn not in text(chat)
    assert chat.session.record is None
    assert "company_name" not in chat.session.answers, "what came with the number goes with it"


def test_that_a_company_has_applied_already_goes_with_its_number() -> None:
    chat = play(WatchedChat(), "exporter", "company_name", ubn=FOUND.ubn)
    chat.send(AppliedKnown(FOUND.ubn, applied=True))
    chat.unsend(FOUND.ubn)
    assert chat.question == "ubn"
    assert FOUND.ubn not in text(chat)


def test_confirmed_findings_do_not_repeat_what_was_taken_back() -> None:
    chat = play(WatchedChat(), "exporter", "warnings", export_share="99%")
    chat.tap("確認無誤")
    assert chat.session.confirmed
    chat.unsend("99%")
    assert "99" not in "".join(line for line in chat.journal if "WarningsConfirmed" in line)
    play(chat, "exporter", "receipt")


def test_a_declaration_taken_back_by_an_edit_does_not_stand() -> None:
    chat = play(WatchedChat(), "exporter", "signatory_name", declare_sme_truth="同意")
    chat.edit("同意", "不同意")
    assert chat.question == "declare_sme_truth"
    assert "維持原來的答案" not in repr(chat.messages)


def test_an_unsent_message_that_was_no_answer_changes_nothing() -> None:
    chat = play(WatchedChat(), "exporter", "contact_name")
    before = chat.session.answers
    chat.say("修改 2")
    chat.unsend("修改 2")
    chat.send(Unsent("never seen"))
    assert chat.session.answers == before


def test_before_consent_there_is_nothing_to_change_and_an_edit_is_no_consent() -> None:
    chat = WatchedChat()
    chat.open()
    chat.tap("開始申請")
    chat.say("這是什麼")
    chat.edit("這是什麼", "同意")
    assert not chat.session.consented
    chat.unsend("這是什麼")
    assert chat.session.unsent == frozenset()
    chat.say("同意")
    assert chat.question == "ubn"


def test_a_number_said_again_keeps_what_is_known_of_its_company() -> None:
    """Taking back one of two messages that gave the same 統一編號 forgets neither the number nor the look-up."""
    chat = play(Chat(), "non_exporter", until="ubn")
    chat.say("70070077")
    chat.send(told("nothing", "70070077"))
    for number in ("70070077", "７００７００７７"):
        chat.say("修改 1")
        chat.say(number)
    chat.unsend("70070077")
    assert chat.session.looked is not None


def test_whoever_leaves_takes_the_address_they_come_back_by_along() -> None:
    ways = {"0": {"address": "first@example.tw"}, "1": {"address": "second@example.tw"}}
    stored = [to_json(Entered(WAYS_BACK, ways)), to_json(Entered("quiet", True)), to_json(Entered(WAYS_BACK))]
    kept = without_person(1)(stored)
    assert kept == [{**stored[0], "value": {"0": ways["0"]}}, *stored[1:]]
