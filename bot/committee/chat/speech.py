"""A reviewer's desk as messages of a chat: one screen each, its first line says which desk it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.committee.chat.taps import tap_of
from bot.committee.chat.view import ScreenView, on_page, said
from bot.committee.review_drawing import progress_of
from bot.selection.words import words as selection_words
from flows.interface.messages import Button, Choice, Link, Look, Message, Note, Progress, Tone
from flows.selection.chat.place import Act, Screen
from flows.selection.criteria import CRITERIA, LONGEST_COMMENT, SHORTEST_COMMENT, ConflictKind, levels
from flows.selection.state import Impartiality

PAGE = 8
"""Cases of one screen: with the ways on they are fewer than LINE's 13 quick replies."""

_GOOD = frozenset({"entered", "submitted"})


def screen(view: ScreenView) -> Message:
    """The screen they stand on."""
    message = _SCREENS[view.place.screen](view)
    name = view.part.state.name(view.part.reviewer)
    notes = [Note(Tone.INFO, said()["desk"].format(name=name, title=view.title))]
    if view.note:
        notes.append(Note(Tone.DONE if view.note in _GOOD else Tone.WARN, _told(view.note)))
    return replace(message, notes=tuple(notes))


def _told(note: str) -> str:
    shared = {**on_page()["problem"], **on_page()["said"], **said()["note"]}
    return str(shared[note])


def _cases(view: ScreenView) -> Message:
    part, page, w = view.part, view.place.page, said()
    numbers = part.cases
    first = min(page, max(0, (len(numbers) - 1) // PAGE)) * PAGE
    choices = []
    for number, case in enumerate(numbers[first : first + PAGE], start=first + 1):
        alliance, far = view.cases[case].alliance, progress_of(part.state, part.reviewer, case)
        label = w["case"].format(alliance=alliance, state=on_page()["state"][far])
        choices.append(view.choice(number, Act.OPEN, case, label, alliance))
    done = sum(part.locked(case) for case in numbers)
    buttons = []
    if first + PAGE < len(numbers):
        buttons.append(view.button(Act.CASES, w["more"], str(first // PAGE + 1)))
    if first:
        buttons.append(view.button(Act.CASES, w["earlier"], str(first // PAGE - 1)))
    buttons.append(view.button(Act.LEAVE, w["leave"]))
    links = (Link(w["page"], view.page_url),) if view.page_url else ()
    title = on_page()["progress"].format(cases=len(numbers), done=done) if numbers else on_page()["none"]
    body = w["choose_case"] if numbers else ""
    return Message(Look.QUESTION, title, body, choices=tuple(choices), buttons=tuple(buttons), links=links)


def _declare(view: ScreenView) -> Message:
    w = said()
    body = "\n".join((on_page()["declare_lead"], "", *view.cases[view.place.case].members))
    answers = [view.button(Act.SAY, w[f"say_{one}"], one) for one in Impartiality]
    buttons = (*answers, view.button(Act.BACK, w["list"]))
    return Message(Look.QUESTION, view.case_title, body, w["unsure_lead"], buttons=buttons)


def _kinds(view: ScreenView) -> Message:
    w, place = said(), view.place
    choices = tuple(
        Choice(
            number,
            on_page()["kind"][one],
            tap_of(place.serial, Act.KIND, one),
            w["kind"][one],
            ticked=one in place.kinds,
        )
        for number, one in enumerate(ConflictKind, start=1)
    )
    buttons = (view.button(Act.ON, w["finished"], main=True), view.button(Act.BACK, w["back"]))
    return Message(
        Look.QUESTION, view.case_title, w["kinds_lead"], choices=choices, multiple=True, buttons=buttons
    )


def _explain(view: ScreenView) -> Message:
    back = (view.button(Act.BACK, said()["back"]),)
    return Message(Look.QUESTION, view.case_title, said()["explain_lead"], buttons=back, limit=500)


def _name(view: ScreenView) -> Message:
    w, place = said(), view.place
    answer = "、".join((on_page()["answer"][place.said], *(w["kind"][one] for one in place.kinds)))
    body = "\n".join((w["declared_as"].format(answer=answer), "", on_page()["affirm"], w["name_lead"]))
    return Message(Look.QUESTION, view.case_title, body, buttons=(view.button(Act.BACK, w["back"]),))


def _criterion(view: ScreenView) -> Message:
    w, place, name = said(), view.place, CRITERIA[view.place.criterion]
    most, given = view.part.weights[place.criterion], view.part.kept(place.case).points[place.criterion]
    kept = [] if given is None else ["", w["given"].format(points=given)]
    body = "\n".join((on_page()["sub"][name], on_page()["look"][name], *kept))
    buttons = [
        view.button(
            Act.POINTS,
            w["level"].format(level=on_page()["level"][level], points=one),
            str(one),
            main=one == given,
        )
        for level, one in levels(most).items()
    ]
    if given is not None:
        buttons.append(view.button(Act.ON, w["on"]))
    buttons += [view.button(Act.BACK, w["back"]), view.button(Act.CASES, w["list"])]
    return Message(
        Look.QUESTION,
        f"{view.case_title}\n{w['criterion'].format(criterion=view.criterion, most=most)}",
        body,
        w["type_points"].format(most=most),
        progress=_progress(view),
        buttons=tuple(buttons),
    )


def _remark(view: ScreenView) -> Message:
    w, place = said(), view.place
    kept = view.part.kept(place.case)
    words = kept.remarks.get(CRITERIA[place.criterion], "")
    most, points = view.part.weights[place.criterion], kept.points[place.criterion]
    body = w["remark_lead"].format(criterion=view.criterion, points=points, most=most)
    buttons = [view.button(Act.ON, w["on"], main=True)] if words.strip() else []
    buttons.append(view.button(Act.BACK, w["back"]))
    shown = "\n\n" + w["written"].format(words=words) if words else ""
    return Message(
        Look.QUESTION,
        view.case_title,
        body + shown,
        progress=_progress(view),
        buttons=tuple(buttons),
        limit=LONGEST_COMMENT,
    )


def _comment(view: ScreenView) -> Message:
    w, words = said(), view.part.kept(view.place.case).comment
    bounds = {"least": SHORTEST_COMMENT, "most": LONGEST_COMMENT, "now": len(words.strip())}
    shown = "\n\n" + w["written"].format(words=words) if words else ""
    buttons = [view.button(Act.ON, w["on"], main=True)] if view.part.commented(view.place.case) else []
    buttons += [view.button(Act.BACK, w["back"]), view.button(Act.CASES, w["list"])]
    return Message(
        Look.QUESTION,
        view.case_title,
        w["comment_lead"].format(**bounds) + shown,
        progress=_progress(view),
        buttons=tuple(buttons),
        limit=LONGEST_COMMENT,
    )


def _sum(view: ScreenView) -> Message:
    w, place, names = said(), view.place, selection_words()["criterion"]
    kept, locked = view.part.kept(place.case), view.part.locked(place.case)
    given = zip(CRITERIA, kept.points, view.part.weights, strict=True)
    listed = "、".join(
        w["item"].format(criterion=names[name], points="–" if one is None else one, most=most)
        for name, one, most in given
    )
    total = w["sum_locked" if locked else "sum"].format(total=view.part.total(place.case), list=listed)
    remarks = [
        w["remark"].format(criterion=names[name], words=words)
        for name, words in kept.remarks.items()
        if words
    ]
    state = progress_of(view.part.state, view.part.reviewer, place.case)
    lead = [f"{on_page()['state'][state]}。{on_page()['is_locked']}"] if locked else []
    body = "\n\n".join((*lead, total, *remarks, w["comment"].format(words=kept.comment)))
    declare = view.button(Act.DECLARE, w["declare"])
    if locked:
        buttons: tuple[Button, ...] = (view.button(Act.CASES, w["list"], main=True), declare)
        return Message(Look.QUESTION, view.case_title, body, buttons=buttons)
    choices = tuple(
        view.choice(number + 1, Act.CRITERION, str(number), w["change"].format(criterion=names[name]))
        for number, name in enumerate(CRITERIA)
    )
    buttons = (
        view.button(Act.SUBMIT, w["submit"], main=True),
        view.button(Act.COMMENT, w["change_comment"]),
        view.button(Act.CASES, w["list"]),
        declare,
    )
    return Message(Look.QUESTION, view.case_title, body, choices=choices, buttons=buttons)


def _progress(view: ScreenView) -> Progress:
    """How far they are in the form, and the sum so far."""
    kept, all_of_them = view.part.kept(view.place.case).points, len(CRITERIA)
    number = view.place.criterion + 1 if view.place.screen is not Screen.COMMENT else all_of_them
    total = view.part.total(view.place.case)
    label = said()["place"].format(number=number, all=all_of_them, total=total)
    return Progress(label, sum(one is not None for one in kept) / all_of_them)


_SCREENS: Mapping[Screen, Callable[[ScreenView], Message]] = {
    Screen.CASES: _cases,
    Screen.DECLARE: _declare,
    Screen.KINDS: _kinds,
    Screen.EXPLAIN: _explain,
    Screen.NAME: _name,
    Screen.CRITERION: _criterion,
    Screen.REMARK: _remark,
    Screen.COMMENT: _comment,
    Screen.SUM: _sum,
}
