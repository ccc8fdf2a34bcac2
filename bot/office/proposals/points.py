"""The points of the qualification: what the system found of each when the proposal was sent, what is ticked by hand.

Found is shown green or amber, and decides nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.paths import TEMPLATES
from flows.cases.proposal.events import PointChecked
from flows.cases.proposal.progress import Progress
from flows.definitions.words import Words
from flows.scheme.definition import Definition
from storage.records import Application

CHECKED = "checked"
"""The entry with the codes found when it was last sent, by severity (flows/schemes/alliance/screens/sending.py)."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point: each check of it with what was found ("" for nothing), what there is to tick, what is ticked."""

    id: str
    found: Mapping[str, str]
    by_hand: tuple[str, ...]
    done: PointChecked

    @property
    def amber(self) -> list[str]:
        """What somebody should look at."""
        return [text for text in self.found.values() if text]

    @property
    def checked(self) -> bool:
        """Whether everything was ticked, or a note says why not."""
        return set(self.by_hand) <= set(self.done.ticks) or bool(self.done.note.strip())


@cache
def qualification(scheme: str) -> Mapping[str, Any]:
    """The file of a scheme."""
    return tomllib.loads((TEMPLATES / scheme / "qualification.toml").read_text(encoding="utf-8"))


def known_points(definition: Definition) -> Mapping[str, tuple[str, ...]]:
    """What is ticked by hand, by the point."""
    listed = qualification(definition.scheme.key)["points"]
    return {str(one["id"]): tuple(one["by_hand"]) for one in listed}


def points_of(
    definition: Definition, application: Application, progress: Progress, words: Words
) -> tuple[Point, ...]:
    """Every point as it stands."""
    told = application.record.get("entries", {}).get(CHECKED, {})
    codes = {code: severity for severity, found in told.items() if isinstance(found, list) for code in found}
    return tuple(
        Point(
            str(one["id"]),
            {code: _finding(code, codes.get(code, ""), words) for code in one["auto"]},
            tuple(one["by_hand"]),
            progress.checked(str(one["id"])),
        )
        for one in qualification(definition.scheme.key)["points"]
    )


def _finding(code: str, severity: str, words: Words) -> str:
    """What was found, in words; nothing where nothing was."""
    if not severity:
        return ""
    key = f"finding.{code}_staff" if words.has(f"finding.{code}_staff") else f"finding.{code}"
    return words.say(key)
