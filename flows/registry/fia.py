"""Reads answers of 財政部's tax registration. It knows neither state, paid-in capital nor the day of approval."""

from flows.registry import company_types
from flows.registry.model import Entry, Registration, Source
from flows.registry.values import fields, rows, text, ubn

SCHOOL = "學校"
NO_BUSINESS = "非營利事業機關團體"


def business(answer: object, number: str) -> Entry | None:
    """The tax registration of `number`; None when the answer holds none.

    Setup date and capital are left out: here they are those of the tax registration."""
    row = next((row for row in rows(answer) if text(row.get("businessNm"))), None)
    if row is None:
        return None
    name, head = text(row.get("businessNm")), ubn(row.get("headquartersBan"))
    foreign = company_types.foreign_by_name(name)
    return Entry(
        Source.FIA,
        name=name,
        registration_type=(
            Registration.FOREIGN_BRANCH
            if foreign
            else company_types.registration(text(row.get("businessType")))
        ),
        is_branch=bool(head) and head != number,
        head_office=head if head != number else "",
        address=text(row.get("businessAddress")),
        industry_code=text(row.get("industryCd")),
        industry_name=text(row.get("industryNm")),
    )


def unit(answer: object, note: str) -> Entry | None:
    """An association, foundation or school: registered, but not as a company or business."""
    name = text(fields(next(iter(rows(answer)), {})).get("unitNm"))
    if not name:
        return None
    return Entry(Source.FIA, name=name, registration_type=Registration.OTHER, type_note=note)
