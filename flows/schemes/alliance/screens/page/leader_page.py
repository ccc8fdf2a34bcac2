"""The leader's web page as a whole: the way to every form, each form, what was sent, a value in words."""

from collections.abc import Sequence
from typing import Any

from flows.interface.panel import Joined, Phrase, Said
from flows.interface.web_page import PageForm, PageLink, PageRead, Sent
from flows.scheme.definition import Definition
from flows.schemes.alliance.lists import KINDS, PROSE
from flows.schemes.alliance.proposal import Prose
from flows.schemes.alliance.prose_images import MOST_IMAGES
from flows.schemes.alliance.screens.attachments import FILES, IMAGE, image_part
from flows.schemes.alliance.screens.entries import SCHEDULE, WorkspaceEntries
from flows.schemes.alliance.screens.indicators import LEAST
from flows.schemes.alliance.screens.page.entries import PLACES
from flows.schemes.alliance.screens.page.forms import (
    rows_form,
    schedule_form,
    section_form,
    sent_rows,
    sent_schedule,
    sent_section,
)
from flows.schemes.alliance.screens.plan import item_said, weights_said
from flows.schemes.alliance.stored import schedule_of
from flows.screens.base import Situation
from flows.session.state import Session

_OWN_FILES = {Prose.PDF: "own_prose", Prose.OWN_BOOK: "own_book"}


class LeaderPage:
    """What a leader writes in a browser."""

    def links(self, definition: Definition, session: Session) -> Sequence[PageLink]:
        """The way to every form."""
        work = WorkspaceEntries(Situation(definition, session))
        schedule = work.schedule
        plan = PageLink(
            SCHEDULE,
            Phrase("schedule.title"),
            weights_said(schedule) if schedule else Phrase("files.missing"),
            schedule is not None and schedule.complete,
        )
        return (*self._sections(work), *(self._rows(work, each) for each in KINDS), plan)

    def uploads(self, definition: Definition, session: Session) -> Sequence[PageLink]:
        """The files that can be given."""
        work = WorkspaceEntries(Situation(definition, session))
        own = _OWN_FILES.get(work.prose)
        parts = (*FILES, own) if own else FILES
        return tuple(
            PageLink(
                part,
                Phrase(f"button.{part}"),
                found["name"] if (found := work.file(part)) else Phrase("files.missing"),
                found is not None,
            )
            for part in parts
        )

    def form(self, definition: Definition, session: Session, name: str) -> PageForm | None:
        """The form of that name; None for a name there is none of."""
        value = session.entries.get(name)
        if name not in PLACES:
            return None
        if name == SCHEDULE:
            return schedule_form(value)
        if not name.startswith("prose."):
            return rows_form(name, value)
        return section_form(name, value, session.entries.get(f"images.{name.removeprefix('prose.')}") or {})

    def part_of(self, definition: Definition, session: Session, name: str) -> str:
        """The part of the proposal that a file sent under that name is for."""
        work = WorkspaceEntries(Situation(definition, session))
        section = name.removeprefix(IMAGE)
        if section in PROSE and work.prose is Prose.TYPED:
            return (
                image_part(section, work.section(section))
                if len(work.section(section).placed) < MOST_IMAGES
                else ""
            )
        return name if name in {each.name for each in self.uploads(definition, session)} else ""

    def read(self, definition: Definition, session: Session, name: str, sent: Sent) -> PageRead | None:
        """What was sent in the form of that name."""
        value = session.entries.get(name)
        if name not in PLACES:
            return None
        if name == SCHEDULE:
            return PageRead(name, *sent_schedule(value, sent))
        if name.startswith("prose."):
            images = session.entries.get(f"images.{name.removeprefix('prose.')}") or {}
            return PageRead(name, *sent_section(name, value, images, sent))
        return PageRead(name, *sent_rows(name, value, sent))

    def told(self, name: str, value: Any) -> Sequence[Said]:
        """A value in words, a line each, for comparing it with another."""
        if not value:
            return (Phrase("files.missing"),)
        if name == SCHEDULE:
            return tuple(
                Joined(
                    (
                        item_said(row.item),
                        Phrase(
                            "schedule.row",
                            {"weight": str(row.weight), "months": "、".join(map(str, row.months))},
                        ),
                    ),
                    " ",
                )
                for row in schedule_of(value).rows
            )
        if name.startswith("prose."):
            return tuple(str(value).split("\n"))
        return tuple(self._row(name.removeprefix("kpi."), row) for row in value)

    def _row(self, indicator: str, row: Any) -> Said:
        parts: list[Said] = [
            Phrase(f"kind.{indicator}.{row['kind']}"),
            Phrase("kpi.month", {"month": str(row["month"])}),
            row["name"],
        ]
        if measure := row.get("indicator"):
            shown = {key: str(each) for key, each in measure.items() if key != "evidence"}
            parts.append(Phrase("kpi.measure", shown))
        return Joined(tuple(parts), " · ")

    def _sections(self, work: WorkspaceEntries) -> Sequence[PageLink]:
        if work.prose is not Prose.TYPED:
            return ()
        missing = work.missing_prose
        return tuple(
            PageLink(
                f"prose.{each}",
                Phrase(f"prose.{each}"),
                Phrase("prose.length", {"n": str(work.section(each).length)}),
                each not in missing,
            )
            for each in PROSE
        )

    def _rows(self, work: WorkspaceEntries, indicator: str) -> PageLink:
        count = len(work.rows(indicator))
        return PageLink(
            f"kpi.{indicator}",
            Phrase(f"kpi.{indicator}.title"),
            Phrase("page.count", {"n": str(count)}),
            count >= LEAST[indicator],
        )
