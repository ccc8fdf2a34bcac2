"""What follows from what a reviewer taps or types: where they stand then, and what is added to the selection."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flows.selection.chat.part import ReviewerPart
from flows.selection.chat.place import Act, Place, Pressed, Said, Screen, Typed
from flows.selection.criteria import CRITERIA, ConflictKind
from flows.selection.decide import LONGEST_WORDS, refusal
from flows.selection.events import ConflictDeclared, ScoreDrafted, SelectionEvent
from flows.selection.refusals import Refusal
from flows.selection.state import Impartiality, fold

_NUMBER = re.compile(r"\d{1,3}")
_LONGEST_NAME = 60

_FALLS_ON: Mapping[str, Callable[[ReviewerPart, str], Place]] = {
    Refusal.REMARK_MISSING: lambda part, case: part.next_of(case),
    Refusal.COMMENT_LENGTH: lambda _, case: Place(Screen.COMMENT, case),
}
"""Where a score that may not be submitted yet is mended."""


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """Where they stand now, what is added to the selection, and what they are told besides: a Refusal, or a word for
    what was done."""

    place: Place
    event: SelectionEvent | None = None
    note: str = ""


def decide(part: ReviewerPart, place: Place, said: Said) -> ChatTurn:
    """The turn; its place knows of what it adds itself."""
    turn = _decided(part, place, said)
    if turn.event and (why := refusal(part.state, turn.event)):
        fallback = _FALLS_ON.get(why)
        stays = fallback(part, place.case) if fallback else _stands(part, place)
        turn = ChatTurn(stays, note=str(why))
    known = part.seen(turn.place.case) if turn.place.case else 0
    seen = part.coming if turn.event and turn.place.case else known
    return replace(turn, place=replace(turn.place, seen=seen, serial=place.serial + 1))


def _decided(part: ReviewerPart, place: Place, said: Said) -> ChatTurn:
    if place.case and place.case not in part.cases:
        return ChatTurn(Place(), note="changed")
    if said is None:
        return ChatTurn(_stands(part, place))
    if isinstance(said, Pressed) and said.serial != place.serial:
        return ChatTurn(_stands(part, place), note="older")
    turn = _pressed(part, place, said) if isinstance(said, Pressed) else _typed(part, place, said)
    if turn.event and part.seen(place.case) != place.seen:
        return ChatTurn(_stands(part, place), note="moved")
    return turn


def _stands(part: ReviewerPart, place: Place) -> Place:
    """The same place, unless what is scored there was submitted meanwhile, or cannot be scored."""
    scoring = place.screen in (Screen.CRITERION, Screen.REMARK, Screen.COMMENT, Screen.SUM)
    if scoring and (part.locked(place.case) or not part.declared(place.case) or not part.state.open):
        return _opened(part, place.case).place
    return place


def _pressed(part: ReviewerPart, place: Place, said: Pressed) -> ChatTurn:
    number = int(said.value) if _NUMBER.fullmatch(said.value) else 0
    match said.act:
        case Act.OPEN:
            return _opened(part, said.value)
        case Act.DECLARE | Act.COMMENT | Act.CRITERION if place.case:
            return ChatTurn(_chosen(place, said.act, number))
        case Act.SAY if place.screen is Screen.DECLARE and said.value in set(Impartiality):
            asks = Screen.KINDS if said.value == Impartiality.CONFLICT else Screen.NAME
            return ChatTurn(replace(place, screen=asks, said=said.value))
        case Act.KIND if said.value in set(ConflictKind):
            return ChatTurn(replace(place, kinds=_toggled(place.kinds, said.value)))
        case Act.POINTS:
            return _points(part, place, said.value)
        case Act.SUBMIT if place.screen is Screen.SUM:
            score = part.score(place.case)
            return ChatTurn(Place(), score, "submitted") if score else _missing(part, place)
        case Act.ON:
            return _on(part, place)
        case Act.BACK:
            return ChatTurn(_back(part, place))
        case _:
            return ChatTurn(Place(page=number))


def _chosen(place: Place, act: Act, number: int) -> Place:
    if act is Act.CRITERION:
        return Place(Screen.CRITERION, place.case, min(number, len(CRITERIA) - 1))
    return Place(Screen.DECLARE if act is Act.DECLARE else Screen.COMMENT, place.case)


def _toggled(kinds: tuple[str, ...], one: str) -> tuple[str, ...]:
    ticked = set(kinds) ^ {one}
    return tuple(each.value for each in ConflictKind if each in ticked)


def _opened(part: ReviewerPart, case: str) -> ChatTurn:
    """A case of the list: names alone until it is declared, then the first that is missing."""
    if case not in part.cases:
        return ChatTurn(Place(), note="changed")
    if not part.declared(case):
        return ChatTurn(Place(Screen.DECLARE, case))
    if part.locked(case):
        return ChatTurn(Place(Screen.SUM, case))
    if not part.state.open or not part.weights:
        return ChatTurn(Place(), note=str(Refusal.NOT_OPEN))
    if part.state.closed or part.state.published:
        return ChatTurn(Place(), note=str(Refusal.CLOSED_ALREADY))
    return ChatTurn(part.next_of(case))


def _missing(part: ReviewerPart, place: Place) -> ChatTurn:
    return ChatTurn(part.next_of(place.case), note="points_missing")


def _on(part: ReviewerPart, place: Place) -> ChatTurn:
    """On with what is given already."""
    match place.screen:
        case Screen.KINDS if not place.kinds:
            return ChatTurn(place, note=str(Refusal.KIND_MISSING))
        case Screen.KINDS:
            asks = Screen.EXPLAIN if ConflictKind.OTHER in place.kinds else Screen.NAME
            return ChatTurn(replace(place, screen=asks))
        case Screen.CRITERION if part.kept(place.case).points[place.criterion] is None:
            return ChatTurn(place, note="points_missing")
        case Screen.CRITERION if part.explains(place.case, place.criterion):
            return ChatTurn(Place(Screen.REMARK, place.case, place.criterion))
        case Screen.REMARK if not part.remarked(place.case, place.criterion):
            return ChatTurn(place, note=str(Refusal.REMARK_MISSING))
        case Screen.CRITERION | Screen.REMARK:
            return ChatTurn(part.next_of(place.case, after=place.criterion))
        case Screen.COMMENT if part.commented(place.case):
            return ChatTurn(Place(Screen.SUM, place.case))
        case Screen.COMMENT:
            return ChatTurn(place, note=str(Refusal.COMMENT_LENGTH))
        case _:
            return ChatTurn(place)


def _back(part: ReviewerPart, place: Place) -> Place:
    match place.screen:
        case Screen.CRITERION if place.criterion > 0:
            return Place(Screen.CRITERION, place.case, place.criterion - 1)
        case Screen.REMARK:
            return Place(Screen.CRITERION, place.case, place.criterion)
        case Screen.COMMENT:
            return Place(Screen.CRITERION, place.case, len(CRITERIA) - 1)
        case Screen.SUM if not part.locked(place.case):
            return Place(Screen.COMMENT, place.case)
        case Screen.KINDS | Screen.NAME | Screen.EXPLAIN:
            return Place(Screen.DECLARE, place.case)
        case _:
            return Place()


def _typed(part: ReviewerPart, place: Place, said: Typed) -> ChatTurn:
    words = said.text.strip()
    match place.screen:
        case Screen.EXPLAIN if len(words) > LONGEST_WORDS:
            return ChatTurn(place, note=str(Refusal.TOO_LONG))
        case Screen.EXPLAIN:
            return ChatTurn(replace(place, screen=Screen.NAME, words=words))
        case Screen.NAME:
            return _declared(part, place, words[:_LONGEST_NAME])
        case Screen.CRITERION:
            return _points(part, place, words)
        case Screen.REMARK:
            return _remarked(part, place, words)
        case Screen.COMMENT:
            return _commented(part, place, words)
        case _:
            return ChatTurn(place, note="choose")


def _declared(part: ReviewerPart, place: Place, name: str) -> ChatTurn:
    conflict = place.said == Impartiality.CONFLICT
    kinds, words = (place.kinds, place.words) if conflict else ((), "")
    event = ConflictDeclared(place.case, part.reviewer, place.said, name, kinds, words)
    if place.said != Impartiality.FREE:
        return ChatTurn(Place(), event, place.said)
    after = replace(part, state=fold([event], part.state))
    return replace(_opened(after, place.case), event=event)


def _points(part: ReviewerPart, place: Place, typed: str) -> ChatTurn:
    number = unicodedata.normalize("NFKC", typed).strip()
    if place.screen is not Screen.CRITERION or not _NUMBER.fullmatch(number):
        return ChatTurn(place, note="whole_number")
    kept = part.kept(place.case)
    given = (*kept.points[: place.criterion], int(number), *kept.points[place.criterion + 1 :])
    draft = replace(kept, points=given)
    if refusal(part.state, draft):
        return ChatTurn(place, draft)
    after = replace(part, state=fold([draft], part.state))
    asks = after.explains(place.case, place.criterion) and not after.remarked(place.case, place.criterion)
    again = Place(Screen.REMARK, place.case, place.criterion)
    return ChatTurn(again if asks else after.next_of(place.case, after=place.criterion), draft)


def _remarked(part: ReviewerPart, place: Place, words: str) -> ChatTurn:
    if not words or len(words) > LONGEST_WORDS:
        return ChatTurn(place, note=str(Refusal.TOO_LONG if words else Refusal.REMARK_MISSING))
    kept = part.kept(place.case)
    draft = replace(kept, remarks={**kept.remarks, CRITERIA[place.criterion]: words})
    return ChatTurn(part.next_of(place.case, after=place.criterion), draft)


def _commented(part: ReviewerPart, place: Place, words: str) -> ChatTurn:
    """Kept at any length a draft may have; what does not fit is said, and asked for again."""
    draft: ScoreDrafted = replace(part.kept(place.case), comment=words)
    if refusal(part.state, draft):
        return ChatTurn(place, draft)
    after = replace(part, state=fold([draft], part.state))
    if not after.commented(place.case):
        return ChatTurn(place, draft, str(Refusal.COMMENT_LENGTH))
    return ChatTurn(after.next_of(place.case), draft)
