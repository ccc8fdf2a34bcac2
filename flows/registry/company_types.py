"""What kind of organisation, and in what state, from the words registers use for it."""

import re
from typing import Final

from flows.registry.model import Registration, Status

_BY_WORD: Final = (
    (re.compile(r"外國|外商|陸商|大陸地區"), Registration.FOREIGN_BRANCH),
    (re.compile(r"有限合夥"), Registration.LIMITED_PARTNERSHIP),
    (re.compile(r"合夥"), Registration.PARTNERSHIP),
    (re.compile(r"獨資"), Registration.SOLE_PROP),
    (re.compile(r"合作社|財團|社團|協會|學會|[公農漁工]會|基金會|學校|補習班|醫院|診所|事務所"), Registration.OTHER),
    (re.compile(r"公司"), Registration.COMPANY),
)  # fmt: skip
"""In this order: 有限合夥 is no 合夥. Any other word leaves the type open: `other` ends an application."""

_FOREIGN_NAME: Final = re.compile(
    r"^(?:[美日英德法荷港韓義澳加]|英屬[^商]{2,8}|[^商]{0,4}群島|新加坡|香港|澳門|馬來西亞|泰國|印度|越南|印尼|菲律賓"
    r"|大陸|薩摩亞|模里西斯|塞席爾|貝里斯|開曼|百慕達|瑞士|瑞典|丹麥|芬蘭|挪威|比利時|西班牙|愛爾蘭|以色列|紐西蘭|巴拿馬)商.*分公司$"
)
_GONE: Final = re.compile(r"解散|廢止|撤銷|撤回|歇業|破產|清算|無效")
_UNDECIDED: Final = re.compile(r"廢止中|撤銷中|申覆|申辯|訴願")
_ACTIVE: Final = frozenset({"核准設立", "核准登記", "核准認許", "核准許可", "營業中"})
_COMPANY_CODES: Final = {"01": Status.ACTIVE, "10": Status.OTHER} | dict.fromkeys(
    ("02", "03", "04", "05", "06", "07", "09", "11"), Status.DISSOLVED
)
"""Company_Status of the company data sets, for answers that carry the code without its words."""


def registration(words: str) -> Registration:
    """The type from 股份有限公司, 獨資, 外國公司在臺分公司 and their like; blank when it cannot be told."""
    return next((kind for pattern, kind in _BY_WORD if pattern.search(words)), Registration.UNKNOWN)


def foreign_by_name(name: str) -> bool:
    """Whether a name is that of a foreign company's branch: 新加坡商…台灣分公司."""
    return bool(_FOREIGN_NAME.match(name))


def status_of(words: str, code: str = "", *, suspended: bool = False) -> Status:
    """The state: words decide before the code; 核准設立，但已命令解散 is dissolved, not active."""
    if _UNDECIDED.search(words):
        return Status.OTHER
    if _GONE.search(words):
        return Status.DISSOLVED
    if suspended or "停業" in words:
        return Status.SUSPENDED
    if words:
        return Status.ACTIVE if words in _ACTIVE else Status.OTHER
    return _COMPANY_CODES.get(code, Status.UNKNOWN)


def paid_in(paid: int | None, stock: int | None, name: str) -> int | None:
    """Paid-in capital in TWD, None when it must be asked.

    The register leaves it 0 for a 有限公司, whose capital is always paid in full (公司法 Art. 100)."""
    if paid:
        return paid
    return (stock or None) if "有限公司" in name and "股份有限公司" not in name else None
