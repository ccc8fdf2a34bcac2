"""Whatever anybody does, in whatever order: the engine keeps its promises.

Hypothesis plays people who answer sensibly, type nonsense, tap what is on the screen, what has left it and what
never was, from the first contact or from any later point, and looks for the shortest way to break a promise.
"""

from copy import copy
from datetime import timedelta
from functools import cache
from typing import TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from flows.inbound import Media
from flows.taps import Verb, encode
from tests.support.chat import Chat, on_screen
from tests.support.personas import NAMES, answers, persona
from tests.support.player import moves, play
from tests.support.programmes import edition, questionnaire
from tests.support.promises import WatchedChat

Place: TypeAlias = tuple[str, str]

PLACES: tuple[Place, ...] = (
    ("", ""), ("exporter", "ubn"), ("exporter", "registered_address"), ("messy_typist", "gov_support_details"),
    ("exporter", "export_revenue_2y"), ("english", "export_markets"), ("exporter", "digital_capability"),
    ("non_exporter", "tools_in_use"), ("sole_proprietor", "review"), ("large_company", "verdict"),
    ("foreign_branch", "signatory_name"), ("english", "submit"), ("exporter", "receipt"),
)  # fmt: skip
"""Where conversations are taken up: a persona, and the question or screen they have come to."""


def typed_answers() -> list[str]:
    """What personas type, and every example, label and synonym of the words files."""
    texts: dict[str, None] = {}
    for name in NAMES:
        for answer in answers(name).values():
            parts = answer.values() if isinstance(answer, dict) else [answer]
            texts |= dict.fromkeys(part for part in parts if isinstance(part, str))
    for question in questionnaire().questions:
        for words in edition().words.values():
            texts[words.of(question.id, "example")] = None
        for names in edition().names[question.id].values():
            texts |= dict.fromkeys(names)
    return [text for text in texts if text]


COMMANDS = """開始 繼續 上一題 略過 修改 檢視 進度 暫停 說明 語言 中文 英文 真人協助 刪除我的資料 了解計畫
/start /back /skip /review /status /pause help language english human erase about 你好 hi""".split()
REPLIES = "是 否 好 不對 同意 不同意 確認 送出 完成 done yes no y n ok 元 萬元 同上 same 全部 1,2 1-3 135 33333333 -1".split()
CHANGES = [
    *(f"修改 {number}" for number in range(48)),
    *(f"{number}" for number in range(50)),
    "change 6",
    "修改第6題",
]
AMOUNTS = ["1億", "2億", "100000001", "350", "200", "199.9", "0", "500", "500萬", "5w", "無"]
ODD = [
    "",
    " ",
    "\n",
    "。",
    "🙂",
    "👨‍👩‍👧‍👦",
    "\ud800",
    "\x00",
    "\u202e",
    "<b>&amp;",
    "{answer}",
    "%s",
    "１" * 300,
    "字" * 5000,
]

texts = st.one_of(
    st.sampled_from(typed_answers()),
    st.sampled_from(COMMANDS),
    st.sampled_from(REPLIES),
    st.sampled_from(CHANGES),
    st.sampled_from(AMOUNTS),
    st.sampled_from(ODD),
    st.text(st.characters(), max_size=30),
    st.text(st.characters(categories=["Cs", "Cc", "Nd", "Lo", "Po"]), max_size=8),
)
names = st.sampled_from([
    "", "zh-TW", "en", "fr", "start", "skip", "1", "5", "9", "-1", "none", "other", "yes", "no", "y1", "promotion", "113-1",
    *(question.id for question in questionnaire().questions),
])  # fmt: skip
invented = st.one_of(
    st.builds(
        lambda verb, version, parts: encode(verb, version, *parts),
        st.sampled_from(Verb),
        st.sampled_from(["113.1", "112.9", ""]),
        st.lists(names, max_size=3),
    ),
    st.text(max_size=20),
)


@cache
def reached(place: Place) -> Chat:
    """A chat that has come to that place."""
    name, until = place
    return play(WatchedChat(persona(name)["lang"]), name, until) if name else WatchedChat()


class Conversation(RuleBasedStateMachine):
    """One person, doing anything."""

    @initialize(place=st.sampled_from(PLACES), name=st.sampled_from(NAMES))
    def begin(self, place: Place, name: str) -> None:
        """Somewhere on the way; from there on the sensible answers are those of persona `name`."""
        self.chat = copy(reached(place))
        self.chat.journal, self.chat.buttons = [*self.chat.journal], [*self.chat.buttons]
        self.sensible = answers(name)

    @rule(text=texts, hasty=st.sampled_from([False, False, False, True]))
    def say(self, text: str, hasty: bool) -> None:
        """Type anything."""
        self.chat.say(text, hasty=hasty)

    @rule()
    def go_on(self) -> None:
        """Do what is asked, the way a persona would."""
        for content in moves(self.chat.messages, self.sensible) if self.chat.messages else ():
            self.chat.send(content)

    @rule(place=st.integers(0, 60), hasty=st.booleans())
    def tap(self, place: int, hasty: bool) -> None:
        """Tap something on the screen."""
        shown = on_screen(self.chat.messages)
        if shown:
            self.chat.press(shown[place % len(shown)][1], hasty=hasty)

    @rule(place=st.integers(1, 300))
    def tap_again(self, place: int) -> None:
        """Tap something that was on the screen some time."""
        if self.chat.buttons:
            self.chat.press(self.chat.buttons[-1 - place % len(self.chat.buttons)][1])

    @rule(data=invented)
    def tap_invented(self, data: str) -> None:
        """Tap what no screen ever offered."""
        self.chat.press(data)

    @rule(media=st.sampled_from(Media))
    def show(self, media: Media) -> None:
        """Send a sticker, a photo, a voice message."""
        self.chat.show(media)

    @rule(days=st.integers(0, 30))
    def come_back(self, days: int) -> None:
        """Open the chat again after a while, perhaps after the deadline."""
        self.chat.wait(timedelta(days=days))
        self.chat.open()


Conversation.TestCase.settings = settings(
    max_examples=60, stateful_step_count=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
TestConversation = Conversation.TestCase
