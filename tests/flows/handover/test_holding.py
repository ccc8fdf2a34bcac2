"""Two ends do anything, in any order: nothing from the one that does not hold the application changes it, and what is
final is the owner's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.engine.decide import decide
from flows.events.codec import from_json, to_json
from flows.events.conversation import Asked
from flows.events.handover import HandedOver, HandoverEnded, NotHeld, TakenBack
from flows.events.submitted.submission import Confirmed
from flows.handover.state import LASTS, OWNER
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Content, Inbound, Media, Opened, Sender, Sent, Tap, Text, Upload
from flows.interface.known import HandoverChecked, HandoverMade
from flows.screens.handover.words import code_in, digits_of
from flows.session.evolve import fold
from flows.session.state import Session
from tests.support.chat import Chat
from tests.support.player import play
from tests.support.programmes import NOW

SAID = (
    *(
        "12",
        "47",
        "4",
        "公司",
        "換裝置",
        "換到電腦",
        "拿回來",
        "還回",
        "取消",
        "確認送出",
        "刪除我的資料",
        "全部刪除",
    ),
    *("上一題", "修改 3", "暫停", "我的申請", "檢視", "不對", "hi", "同意", "重新申請"),
)
ANYTHING: st.SearchStrategy[Content | str] = st.one_of(
    st.sampled_from(SAID).map(Text),
    st.sampled_from(
        [
            Opened(),
            Sent(Media.STICKER),
            Tap(encode(Verb.HANDOVER, "", "back")),
            Tap("a:113.1:registration_type:company"),
        ]
    ),
    st.sampled_from(["a button", "an offer", "the digits"]),
)


@pytest.fixture(scope="module")
def begun() -> Chat:
    return play(Chat(), "exporter", "employee_count")


class Ends:
    """The owner's end and the one that was handed the application last, over one session."""

    def __init__(self, chat: Chat) -> None:
        self.definition, self.session, self.turn, self.lease = chat.definition, chat.session, 0, OWNER
        self.old = Tap(chat.button("上一題"))

    def send(self, lease: int, said: Content | str) -> tuple[object, ...]:
        """One turn of that end."""
        content = self._content(said)
        self.turn += 1
        sender = Sender("line" if lease == OWNER else "telegram", "bot", str(lease))
        inbound = Inbound(sender, str(self.turn), content, NOW, f"m{self.turn}", lease=lease)
        events = decide(self.definition, self.session, inbound, NOW)
        self.session = fold(self.session, [from_json(to_json(event)) for event in events])
        self.lease = next((each.number for each in events if isinstance(each, HandedOver)), self.lease)
        return events

    def _content(self, said: Content | str) -> Content:
        handover = self.session.handover
        match said:
            case "a button":
                return self.old
            case "an offer":
                return HandoverMade(handover.offers + 1, "telegram", (NOW + LASTS).isoformat())
            case "the digits":
                return HandoverChecked(handover.waiting or 99, "right", to="telegram")
            case str():
                return Text(said)
            case _:
                return said


@settings(max_examples=60, deadline=None)
@given(script=st.lists(st.tuples(st.booleans(), ANYTHING), max_size=14))
def test_nothing_from_an_end_that_does_not_hold_it_changes_anything(
    begun: Chat, script: list[tuple[bool, Content | str]]
) -> None:
    ends = Ends(begun)
    for owners, said in script:
        lease = OWNER if owners else ends.lease or 1
        found_out = isinstance(said, str) and said in ("an offer", "the digits")
        lease = OWNER if found_out else lease
        before = ends.session
        events = ends.send(lease, said)
        if lease != before.handover.holder and not found_out:
            back = lease == OWNER and isinstance(events[0], TakenBack)
            assert back or events == (NotHeld(lease),)
            assert replace(ends.session, handover=before.handover, paused=before.paused) == replace(
                before, inquiry=ends.session.inquiry
            )
            assert back or ends.session == before
        if lease != OWNER:
            assert not any(isinstance(event, Confirmed) for event in events)
            assert ends.session.consented
            assert not ends.session.erasing or before.erasing


def test_the_owner_takes_it_back_whatever_the_other_end_has_made_of_it(begun: Chat) -> None:
    ends = Ends(begun)
    for said in ("an offer", "the digits"):
        ends.send(OWNER, said)
    ends.send(1, Text("12"))
    answers = ends.session.answers
    assert ends.send(1, Text("刪除我的資料")) == (Asked("owner_only"),)
    assert isinstance(ends.send(OWNER, Text("拿回來"))[0], TakenBack)
    assert ends.send(1, Text("13")) == (NotHeld(1),)
    assert ends.session.answers == answers
    assert ends.session.handover.epoch == 2
    assert ends.send(OWNER, ends.old)[0] == Asked("other_end"), "a button of another epoch"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("接手 019-450-730", "019450730"),
        ("接手　０１９４５０７３０", "019450730"),
        ("接手：019 450 730", "019450730"),
        ("take over 019-450-730", "019450730"),
        ("continue 019450730", "019450730"),
        ("h_" + "aB3_-" * 8 + "xyz", "aB3_-" * 8 + "xyz"),
        ("019-450-730", ""),
        ("接手", ""),
        ("接手 019-450", ""),
        ("我們接手 019-450-730 的案子", ""),
        ("continue", ""),
        ("h_short", ""),
    ],
)
def test_what_names_a_code(text: str, code: str) -> None:
    assert code_in(text) == code


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("47", "47"),
        (" ４７。", "47"),
        ("4 7", "47"),
        ("「47」", "47"),
        ("四十七", "?"),
        ("47人", ""),
        ("-", ""),
        ("是47", ""),
    ],
)
def test_what_is_nothing_but_digits(text: str, digits: str) -> None:
    assert digits_of(text) == digits


def test_a_photo_ends_the_waiting_and_so_does_anything_once_its_time_is_over(begun: Chat) -> None:
    for content, later in (
        (Upload(Media.PHOTO, "photo"), timedelta()),
        (Opened(), LASTS),
        (Text("hi"), LASTS),
    ):
        ends = Ends(begun)
        ends.send(OWNER, "an offer")
        inbound = Inbound(Sender("line", "bot", "me"), "late", content, NOW)
        events = decide(ends.definition, ends.session, inbound, NOW + later)
        assert isinstance(events[0], HandoverEnded)
        assert len(events) > 1, "and is answered"
    waiting = Ends(begun)
    waiting.send(OWNER, "an offer")
    assert not any(isinstance(event, HandoverEnded) for event in waiting.send(OWNER, Opened()))


def test_an_offer_that_is_over_takes_no_digits_and_they_are_no_answer(begun: Chat) -> None:
    ends = Ends(begun)
    ends.send(OWNER, "an offer")
    inbound = Inbound(Sender("line", "bot", "me"), "late", Text("47"), NOW)
    events = decide(ends.definition, ends.session, inbound, NOW + LASTS + timedelta(seconds=1))
    after: Session = fold(ends.session, events)
    assert after.answers == ends.session.answers
    assert after.handover.waiting == 0
