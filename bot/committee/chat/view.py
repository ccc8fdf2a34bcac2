"""What a screen of a reviewer's desk is drawn from, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.shared.text import cut_graphemes
from bot.committee.cases import Proposal
from bot.committee.chat.taps import tap_of
from bot.office.rendering import words as office_words
from bot.selection.words import words as selection_words
from flows.interface.messages import Button, Choice, Weight
from flows.selection.chat.part import ReviewerPart
from flows.selection.chat.place import Act, Place
from flows.selection.criteria import CRITERIA

_BRIEF = 20


def said() -> Mapping[str, Any]:
    """The words of the chat."""
    found: Mapping[str, Any] = office_words()["review_chat"]
    return found


def on_page() -> Mapping[str, Any]:
    """The words that chat and page share."""
    found: Mapping[str, Any] = office_words()["review"]
    return found


@dataclass(frozen=True)
class ScreenView:
    """What a screen is drawn from: the desk, the place on it, what the cases are called, the title of the programme, a
    word about what has just happened, and where the page is, "" for nowhere."""

    part: ReviewerPart
    place: Place
    cases: Mapping[str, Proposal]
    title: str
    note: str = ""
    page_url: str = ""

    def button(self, act: Act, label: str, value: str = "", *, main: bool = False) -> Button:
        """One that says what it does, after which turn."""
        weight = Weight.PRIMARY if main else Weight.PLAIN
        return Button(cut_graphemes(label, _BRIEF), tap_of(self.place.serial, act, value), weight)

    def choice(self, number: int, act: Act, value: str, label: str, brief: str = "") -> Choice:
        """An option of a list."""
        short = cut_graphemes(brief or label, _BRIEF)
        return Choice(number, label, tap_of(self.place.serial, act, value), short)

    @property
    def case_title(self) -> str:
        """What the case is called."""
        case = self.cases[self.place.case]
        return str(said()["case_title"]).format(alliance=case.alliance, case=case.number)

    @property
    def criterion(self) -> str:
        """What the criterion is called."""
        return str(selection_words()["criterion"][CRITERIA[self.place.criterion]])
