"""What the office asks the leader to mend: each place with its line, and the way to it."""

from datetime import date

from flows.events.answering import Focused
from flows.events.event import Events
from flows.interface.panel import PanelLine, Phrase, QuestionName, Said
from flows.schemes.alliance.screens.chapters import BaseChapter, go, page
from flows.schemes.alliance.screens.correction.lock import MEMBERS, PAGE
from flows.schemes.alliance.screens.entries import WorkspaceEntries
from flows.screens.decision import Decision
from flows.screens.prompts import Panel
from flows.session.path import questions_on_path


def day_said(due: str) -> str:
    """A day as it is written in both languages: 3/8."""
    day = date.fromisoformat(due)
    return f"{day.month}/{day.day}"


class MendChapter(BaseChapter):
    """Only these places can be changed; everything else is locked."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """The places; each question of a page that is to be mended can be tapped."""
        part = work.session.alliance
        if not part.mend_due:
            return page("mend", Phrase("mend.nothing"))
        facts = {"n": str(len(part.mends) + len(part.mending)), "due": day_said(part.mend_due)}
        lines = [line for place, told in part.mends.items() for line in self._lines(work, place, told)]
        if part.mending:
            named = {str(seat["seat"]): str(seat["company"] or seat["ubn"]) for seat in work.seats}
            lines += [PanelLine(named.get(seat, seat), Phrase("mend.member")) for seat in part.mending]
        ways = [go(place, place) for place in part.mends if not place.startswith(PAGE)]
        if part.mending and MEMBERS not in part.mends:
            ways.append(go(MEMBERS, MEMBERS))
        return page("mend", Phrase("mend.body", facts), [*ways, go("checks", "checks", primary=True)], lines)

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """A question to answer again."""
        question = act.removeprefix("edit.")
        known = act.startswith("edit.") and question in work.session.answers
        return (Focused(question),) if known else None

    def _lines(self, work: WorkspaceEntries, place: str, told: str) -> list[PanelLine]:
        if not place.startswith(PAGE):
            return [PanelLine(Phrase(f"button.{place}"), told, tone="warn")]
        number = place.removeprefix(PAGE)
        asked = questions_on_path(work.situation.questionnaire, work.session.values())
        title: Said = Phrase("mend.page", {"n": number})
        return [
            PanelLine(title, told, tone="warn"),
            *(
                PanelLine(QuestionName(one.id), "", f"edit.{one.id}")
                for one in asked
                if str(one.page) == number and one.id in work.session.answers
            ),
        ]
