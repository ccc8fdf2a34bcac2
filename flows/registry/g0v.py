"""Reads answers of the volunteers' mirror: {"data": {…}} with Chinese keys, the tax register's within."""

from collections.abc import Mapping, Sequence

from flows.registry import company_types
from flows.registry.model import Entry, Registration, Source
from flows.registry.values import amount, day, fields, first, text, ubn

_WORKING_FUNDS = "在中華民國境內營運資金"


def entry(answer: object) -> Entry | None:
    """A company, shop, branch or foreign branch; None when the mirror has nothing."""
    data = fields(fields(answer).get("data"))
    tax = fields(data.get("財政部"))
    name = first(data, "公司名稱", "商業名稱", "分公司名稱") or text(tax.get("營業人名稱"))
    if not name:
        return None
    kind = _kind(data, tax, name)
    state = first(data, "公司狀況", "分公司狀況", "登記現況")
    code, industry = _industry(tax.get("行業"))
    return Entry(
        Source.G0V,
        name=name,
        registration_type=kind,
        is_branch=_is_branch(data) and kind is not Registration.FOREIGN_BRANCH,
        head_office=ubn(data.get("總(本)公司統一編號")),
        responsible_person=first(data, "代表人姓名", "負責人姓名", "分公司經理姓名"),
        setup_date=day(data.get("核准設立日期")),
        capital=_capital(data, kind, name),
        address=first(data, "公司所在地", "地址", "分公司所在地") or text(tax.get("營業地址")),
        industry_code=code,
        industry_name=industry,
        status=company_types.status_of(state, suspended=bool(day(data.get("停業日期(起)")))),
        status_text=state,
    )


def _kind(data: Mapping[str, object], tax: Mapping[str, object], name: str) -> Registration:
    foreign = _WORKING_FUNDS in data or "認許" in first(data, "公司狀況", "登記現況")
    if foreign or company_types.foreign_by_name(name):
        return Registration.FOREIGN_BRANCH
    if text(data.get("公司名稱")) or text(data.get("分公司名稱")):
        return Registration.COMPANY
    return company_types.registration(first(data, "組織類型") or text(tax.get("組織別名稱")))


def _is_branch(data: Mapping[str, object]) -> bool:
    return bool(text(data.get("分公司名稱"))) and not text(data.get("公司名稱"))


def _capital(data: Mapping[str, object], kind: Registration, name: str) -> int | None:
    match kind:
        case Registration.COMPANY:
            paid, stock = amount(data.get("實收資本額(元)")), amount(data.get("資本總額(元)"))
            return company_types.paid_in(paid, stock, name)
        case Registration.SOLE_PROP | Registration.PARTNERSHIP:
            return amount(data.get("資本額(元)")) or None
        case _:
            return None


def _industry(value: object) -> tuple[str, str]:
    """Code and name of the first industry in [["472927", "豆類製品零售"], …]."""
    listed = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    for pair in listed:
        if isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) >= 2:
            return text(pair[0]), text(pair[1])
    return "", ""
