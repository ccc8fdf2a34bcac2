"""Whatever anybody does, in whatever order: the engine keeps its promises (tests/support/promises.py).

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

from flows.definitions.questionnaire import Section
from flows.interface.inbound import Edited, Media, Unsent
from tests.support import strategies as people
from tests.support.chat import Chat, on_screen
from tests.support.claims_and_places import SAYINGS, found_out
from tests.support.personas import NAMES, answers, persona
from tests.support.player import moves, play
from tests.support.programmes import questionnaire
from tests.support.promises import WatchedChat
from tests.support.registers import OUTCOMES, told

Place: TypeAlias = tuple[str, str]

PLACES: tuple[Place, ...] = (
    ("", ""), ("exporter", "ubn"), ("exporter", "registered_address"), ("messy_typist", "gov_support_details"),
    ("exporter", "export_revenue_2y"), ("english", "export_markets"), ("exporter", "digital_capability"),
    ("non_exporter", "tools_in_use"), ("sole_proprietor", "review"), ("large_company", "verdict"),
    ("foreign_branch", "signatory_name"), ("english", "submit"), ("exporter", "receipt"),
)  # fmt: skip
"""Where conversations are taken up: a persona, and the question or screen they have come to."""

DECIDING = tuple(
    question.number
    for question in questionnaire().questions
    if question.section is Section.ELIGIBILITY
    or any(other.when and other.when.question == question.id for other in questionnaire().questions)
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
        self.chat.sayings = [*self.chat.sayings]
        self.sensible = answers(name)

    @rule(text=people.texts, ahead=st.sampled_from([False, False, False, True]))
    def say(self, text: str, ahead: bool) -> None:
        """Type anything."""
        self.chat.say(text, ahead=ahead)

    @rule()
    def go_on(self) -> None:
        """Do what is asked, the way a persona would."""
        for content in moves(self.chat.messages, self.sensible) if self.chat.messages else ():
            self.chat.send(content)

    @rule(place=st.integers(0, 60), ahead=st.booleans())
    def tap(self, place: int, ahead: bool) -> None:
        """Tap something on the screen."""
        shown = on_screen(self.chat.messages)
        if shown:
            self.chat.press(shown[place % len(shown)][1], ahead=ahead)

    @rule(place=st.integers(1, 300))
    def tap_again(self, place: int) -> None:
        """Tap something that was on the screen some time."""
        if self.chat.buttons:
            self.chat.press(self.chat.buttons[-1 - place % len(self.chat.buttons)][1])

    @rule(
        number=st.sampled_from(DECIDING),
        answer=st.sampled_from(["1", "2", "4", "6", "1億", "2億", "0", "200"]),
    )
    def change(self, number: int, answer: str) -> None:
        """Go back to a question that decides about others, or about who may apply."""
        self.chat.say(f"修改 {number}")
        self.chat.say(answer)

    @rule(name=st.sampled_from(list(OUTCOMES)), number=st.sampled_from(["", "", "12345675", "70070077"]))
    def registers(self, name: str, number: str) -> None:
        """The registers answer, about the 統一編號 given or (too late) about another."""
        given = self.chat.session.answers.get("ubn")
        self.chat.send(told(name, number or (str(given.value) if given else "")))

    @rule(saying=st.sampled_from(SAYINGS))
    def standings(self, saying: str) -> None:
        """Something is found out about places or another application, in time or too late."""
        found = found_out(self.chat.session, self.chat.now, saying)
        assert found
        self.chat.send(found)

    @rule(place=st.integers(1, 60), now=people.texts)
    def edit(self, place: int, now: str) -> None:
        """Rewrite something said lately."""
        if self.chat.sayings:
            self.chat.send(Edited(self.chat.sayings[-1 - place % len(self.chat.sayings)][0], now))

    @rule(place=st.integers(0, 60))
    def unsend(self, place: int) -> None:
        """Take back something said lately."""
        if self.chat.sayings:
            self.chat.send(Unsent(self.chat.sayings[-1 - place % len(self.chat.sayings)][0]))

    @rule(oddity=people.taps | st.sampled_from(Media) | st.integers(0, 40))
    def surprise(self, oddity: str | Media | int) -> None:
        """Tap what no screen ever offered, send a sticker or a photo, come back after days."""
        match oddity:
            case Media():
                self.chat.show(oddity)
            case str():
                self.chat.press(oddity)
            case int():
                self.chat.wait(timedelta(days=oddity))
                self.chat.open()


Conversation.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
TestConversation = Conversation.TestCase
