"""Reads answers of 經濟部's 商工行政資料開放平臺: lists of rows, one data set each."""

from collections.abc import Iterable, Mapping, Sequence

from flows.registry import company_types
from flows.registry.model import Entry, Registration, Source
from flows.registry.values import amount, day, first, rows, text, ubn

COMPANY, BRANCH, BUSINESS = "公司", "分公司", "商業"
"""The types a 統一編號 may be registered as."""

_FOREIGN_STATES = frozenset({"核准認許", "核准登記"})
_ESTABLISHED = "01"
_MOVED = "05"


def types(answer: object) -> frozenset[str] | None:
    """The types whose row says Y; None when the answer has no such rows, which says nothing at all."""
    told = {text(row.get("TYPE")): text(row.get("exist")).upper() for row in rows(answer)}
    known = {kind: said for kind, said in told.items() if kind in (COMPANY, BRANCH, BUSINESS)}
    return frozenset(kind for kind, said in known.items() if said == "Y") if known else None


def company(answer: object) -> Entry | None:
    """A company out of 公司登記基本資料 (應用一 or 應用三); None when there is none."""
    row = next((row for row in rows(answer) if text(row.get("Company_Name"))), None)
    if row is None:
        return None
    name, state = text(row.get("Company_Name")), text(row.get("Company_Status_Desc"))
    foreign = state in _FOREIGN_STATES or company_types.foreign_by_name(name)
    paid, stock = amount(row.get("Paid_In_Capital_Amount")), amount(row.get("Capital_Stock_Amount"))
    return Entry(
        Source.GCIS,
        name=name,
        registration_type=Registration.FOREIGN_BRANCH if foreign else Registration.COMPANY,
        responsible_person=text(row.get("Responsible_Name")),
        setup_date=day(row.get("Company_Setup_Date")),
        # A foreign branch has working funds, no paid-in capital (公司法 Art. 372).
        capital=None if foreign else company_types.paid_in(paid, stock, name),
        address=text(row.get("Company_Location")),
        status=company_types.status_of(state, text(row.get("Company_Status")), suspended=_suspended(row)),
        status_text=state,
    )


def branch(answer: object) -> Entry | None:
    """A branch out of 分公司資料; None when there is none."""
    named = [row for row in rows(answer) if text(row.get("Branch_Office_Name"))]
    row = _latest(named, "Branch_Office_Status", ("CHG_APP_DATE", "BR_ESTAB_DATE"))
    if row is None:
        return None
    state = text(row.get("Branch_Office_Status_Desc"))
    return Entry(
        Source.GCIS,
        name=text(row.get("Branch_Office_Name")),
        registration_type=Registration.COMPANY,
        is_branch=True,
        head_office=ubn(row.get("Business_Accounting_NO")),
        responsible_person=text(row.get("Branch_Office_Manager_Name")),
        setup_date=day(row.get("BR_ESTAB_DATE")),
        address=text(row.get("Branch_Office_Location")),
        status=company_types.status_of(state, text(row.get("Branch_Office_Status"))),
        status_text=state,
    )


def agency(answer: object) -> str:
    """Where a shop is registered now, out of 商業登記-應用三: the code 應用一 must be asked with."""
    row = _business_row(answer)
    code = text(row.get("Agency")) if row else ""
    return code if code.isascii() and code.isalnum() else ""


def business(*answers: object) -> Entry | None:
    """A shop out of 商業登記 (應用一 before 應用三: it alone knows capital and owner)."""
    found = [row for row in map(_business_row, answers) if row]
    if not found:
        return None
    state = _any(found, "Business_Current_Status_Desc")
    return Entry(
        Source.GCIS,
        name=_any(found, "Business_Name"),
        registration_type=company_types.registration(_any(found, "Business_Organization_Type_Desc")),
        responsible_person=_any(found, "Responsible_Name"),
        setup_date=next((iso for row in found if (iso := day(row.get("Business_Setup_Approve_Date")))), ""),
        capital=next((sum_ for row in found if (sum_ := amount(row.get("Business_Register_Funds")))), None),
        address=_any(found, "Business_Address"),
        status=company_types.status_of(state or _by_code(_any(found, "Business_Current_Status"))),
        status_text=state,
    )


def _business_row(answer: object) -> Mapping[str, object] | None:
    named = [row for row in rows(answer) if text(row.get("Business_Name"))]
    return _latest(
        named, "Business_Current_Status", ("Business_Last_Change_Date", "Business_Setup_Approve_Date")
    )


def _latest(
    found: Sequence[Mapping[str, object]], state: str, dates: Iterable[str]
) -> Mapping[str, object] | None:
    """The row in force: established first, moved away last, then the newest. A move leaves rows behind."""
    keys = tuple(dates)

    def rank(row: Mapping[str, object]) -> tuple[bool, bool, str]:
        code = first(row, state)
        changed = next((iso for key in keys if (iso := day(row.get(key)))), "")
        return code == _ESTABLISHED, code != _MOVED, changed

    return max(found, key=rank, default=None)


def _any(found: Sequence[Mapping[str, object]], key: str) -> str:
    return next((words for row in found if (words := text(row.get(key)))), "")


def _by_code(code: str) -> str:
    return "核准設立" if code == _ESTABLISHED else ""


def _suspended(row: Mapping[str, object]) -> bool:
    return any(day(row.get(key)) for key in ("Sus_App_Date", "Sus_Beg_Date", "Sus_End_Date"))
