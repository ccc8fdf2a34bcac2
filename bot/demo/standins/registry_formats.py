"""One invented company in the words of three registers, with every oddity their real answers have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Json = dict[str, Any]

COMPANY, BRANCH, SHOP = "公司", "分公司", "商業"
AGENCY, OTHER_AGENCY = "376610000A", "376590000A"


@dataclass(frozen=True, slots=True)
class Sample:
    """What the registers hold: `types` are GCIS's; rows or objects that are None or empty do not exist.

    `shops` are 商業 rows in full; `fia` is found beneath `fia_path`."""

    ubn: str
    types: tuple[str, ...] = ()
    company: Json | None = None
    branch: Json | None = None
    shops: tuple[Json, ...] = ()
    fia: Json | None = None
    fia_path: str = "businessRegistration"
    g0v: Json | None = None


def roc(iso: str, width: int = 7) -> str:
    """0760221; with `width` 6 the leading zero is gone, as in old rows."""
    day = date.fromisoformat(iso)
    return f"{day.year - 1911:0{width - 4}}{day.month:02}{day.day:02}"


def tax(
    ubn: str, name: str, kind: str, address: str, industry: tuple[str, str], head: str = "", capital: int = 0
) -> Json:
    """財政部's object."""
    code, words = industry
    return {
        "ban": ubn, "businessNm": name, "businessAddress": address, "headquartersBan": head,
        "capitalAmount": capital, "businessSetupDate": "1130101", "businessType": kind, "isUseInvoice": "Y",
        "industryCd": code, "industryNm": words, "industryCd1": "", "industryNm1": "",
    }  # fmt: skip


def company(
    ubn: str,
    name: str,
    person: str,
    setup: str,
    capital: tuple[Any, Any],
    address: str,
    industry: tuple[str, str],
    *,
    kind: str = "",
    gcis: Mapping[str, Any] = {},
    g0v: Mapping[str, Any] = {},
) -> Sample:
    """A company in all three; `capital` is stock and paid-in as GCIS writes them."""
    stock, paid = capital
    kind = kind or ("股份有限公司" if "股份" in name else "有限公司")
    row = {
        "Business_Accounting_NO": ubn, "Company_Status_Desc": "核准設立", "Company_Name": name,
        "Capital_Stock_Amount": stock, "Paid_In_Capital_Amount": paid, "Responsible_Name": person,
        "Company_Location": address, "Register_Organization_Desc": "經濟部", "Company_Setup_Date": roc(setup),
        "Change_Of_Approval_Data": "1130105", "Revoke_App_Date": "       ", "Case_Status": "",
        "Sus_App_Date": "", "Sus_Beg_Date": "0000000", "Sus_End_Date": "", **gcis,
    }  # fmt: skip
    mirrored = {
        "公司狀況": row["Company_Status_Desc"], "公司名稱": name, "資本總額(元)": f"{stock}",
        "實收資本額(元)": f"{paid}" if paid else "", "代表人姓名": person, "公司所在地": address,
        "核准設立日期": _parts(setup), "財政部": _mirrored_tax(name, kind, address, industry), **g0v,
    }  # fmt: skip
    return Sample(ubn, (COMPANY,), company=row, fia=tax(ubn, name, kind, address, industry), g0v=mirrored)


def shop(
    ubn: str,
    name: str,
    person: str,
    setup: str,
    funds: Any,
    address: str,
    industry: tuple[str, str],
    *,
    kind: str = "獨資",
    others: tuple[Json, ...] = (),
    g0v: Mapping[str, Any] = {},
) -> Sample:
    """A shop in all three; `others` are the rows it left behind elsewhere, told first."""
    row = shop_row(ubn, name, person, setup, funds, address, kind=kind)
    mirrored = {
        "登記現況": "核准設立", "商業名稱": name, "資本額(元)": f"{funds}", "負責人姓名": person, "地址": address,
        "組織類型": kind, "核准設立日期": _parts(setup),
        "財政部": _mirrored_tax(name, kind, address, industry), **g0v,
    }  # fmt: skip
    return Sample(
        ubn, (SHOP,), shops=(*others, row), fia=tax(ubn, name, kind, address, industry), g0v=mirrored
    )


def shop_row(
    ubn: str,
    name: str,
    person: str,
    setup: str,
    funds: Any,
    address: str,
    *,
    kind: str = "獨資",
    state: tuple[str, str] = ("01", "核准設立"),
    changed: str = "1130105",
    agency: str = AGENCY,
) -> Json:
    """One row of 商業登記 with everything 應用一 and 應用三 know."""
    return {
        "President_No": ubn, "Business_Name": name, "Business_Current_Status": state[0],
        "Business_Current_Status_Desc": state[1], "Business_Register_Funds": funds, "Responsible_Name": person,
        "Business_Organization_Type_Desc": kind, "Agency": agency, "Business_Address": address,
        "Business_Setup_Approve_Date": roc(setup), "Business_Last_Change_Date": changed,
    }  # fmt: skip


def _parts(iso: str) -> Json:
    day = date.fromisoformat(iso)
    return {"year": day.year, "month": day.month, "day": day.day}


def _mirrored_tax(name: str, kind: str, address: str, industry: tuple[str, str]) -> Json:
    return {"營業人名稱": name, "組織別名稱": kind, "營業地址": address, "行業": [list(industry)]}
