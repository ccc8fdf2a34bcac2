"""The plan of the year: what a proposal promised of each indicator, as its book prints it."""

from dataclasses import dataclass

from flows.scheme.definition import Definition
from storage.records import Application


@dataclass(frozen=True, slots=True)
class Indicator:
    """What was promised: until the midterm (`first`) and of the whole year; `number` names it in the stream."""

    number: str
    name: str
    unit: str
    first: str
    whole: str
    evidence: str

    def target(self, milestone: str) -> str:
        """What a milestone is held against."""
        return self.first if milestone == "midterm" else self.whole


def indicators(definition: Definition, application: Application) -> list[Indicator]:
    """Those of the revision that counts, in the order of the book; none where there is no book."""
    if definition.form.own.book is None:
        return []
    record = application.record
    book = definition.form.own.book(
        definition,
        {
            "case_number": application.case_number,
            "revision": record["revision"],
            "at": record["sent_at"],
            "answers": application.answers,
            "entries": record["entries"],
            "members": record["members"],
        },
    )
    return [
        Indicator(str(number), row["name"], row["unit"], row["first"], row["whole"], row["evidence"])
        for number, row in enumerate(book["checkpoints"], start=1)
    ]
