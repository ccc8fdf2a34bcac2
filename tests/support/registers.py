"""What the registers may say of a company, for tests of the chat: one record for each case that is told apart."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.gallery.screens import company
from flows.interface.known import LookedUp
from flows.registry import Found, Lookup, NotFound, Record, Registration, Source, Status, Trouble, Unavailable

FOUND = company(date(2024, 6, 20))
"""The company of the persona non_exporter."""

RECORDS: Mapping[str, Record] = {
    "found": FOUND,
    "large": replace(FOUND, capital=200_000_000),
    "masked": replace(FOUND, responsible_person="陳O安"),
    "dissolved": replace(FOUND, status=Status.DISSOLVED, status_text="解散"),
    "suspended": replace(FOUND, status=Status.SUSPENDED, status_text="停業"),
    "branch": replace(FOUND, name="沐晨生技有限公司高雄分公司", is_branch=True, head_office="12345675"),
    "orphan": replace(FOUND, name="沐晨生技有限公司高雄分公司", is_branch=True),
    "foreign": replace(FOUND, registration_type=Registration.FOREIGN_BRANCH, capital=None),
    "association": replace(
        FOUND, name="示範推廣協會", registration_type=Registration.OTHER, type_note="非營利事業機關團體"
    ),
    "tax_only": replace(FOUND, registration_type=Registration.UNKNOWN, tax_only=True, capital=None),
    "sparse": Record("90800708", date(2024, 6, 20), (Source.FIA,), name="沐晨生技有限公司"),
    "another": replace(FOUND, ubn="12345675", name="大發食品股份有限公司", responsible_person="王大明"),
}

OUTCOMES: Mapping[str, Lookup] = {
    "nothing": NotFound(),
    "no answer": Unavailable({Source.GCIS: Trouble.TIMEOUT}),
    **{name: Found(record) for name, record in RECORDS.items()},
}


def told(name: str, ubn: str = "") -> LookedUp:
    """The turn that tells the engine of this case, about the record's own 統一編號 or another."""
    outcome = OUTCOMES[name]
    if isinstance(outcome, Found):
        ubn = ubn or outcome.record.ubn
        outcome = Found(replace(outcome.record, ubn=ubn))
    return LookedUp(ubn or FOUND.ubn, outcome)
