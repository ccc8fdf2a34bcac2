"""What staff read about the mails of a case: whether the address is confirmed, and what became of each mail."""

from bot.notifications.mail_facts import contact_address
from bot.presenter.context import clock
from bot.service import Service
from flows.interface.notifications import About
from storage.cases.delivery import Delivery
from storage.cases.mail_limits import Withheld
from storage.records import Application
from storage.stored_names import MailKind

_MAILS = {
    MailKind.STAFF: "寄給執行單位",
    MailKind.APPLICANT: "寄給申請人",
    MailKind.SIGNED: "簽章申請書寄給執行單位",
    MailKind.REMINDER: "提醒申請人簽章",
    MailKind.SUPERSEDED: "通知先前的聯絡人已被取代",
    About.INQUIRED.value: "通知申請人有人輸入其統一編號",
    About.ASKED.value: "請先前的聯絡人決定是否取代",
    About.KEPT.value: "通知先前的聯絡人申請仍有效",
    About.ALLOWED.value: "通知申請人已生效",
    About.REFUSED.value: "通知申請人沒有生效",
    About.PLACE_GRANTED.value: "通知申請人名額已保留",
    About.PLACE_REFUSED.value: "通知申請人沒有名額",
    MailKind.REPLACE_DECIDED: "通知執行單位取代的結果",
}


async def sendings(service: Service, application: Application) -> list[str]:
    """One line about the address, one per mail."""
    lines = [await _address(service, application)]
    for delivery in await service.deliveries.of_case(application.case_number):
        mail = _MAILS[delivery.kind.partition("-")[0]]
        lines.append(f"{mail}：{delivery.recipient}  {_arrival(delivery)}  {delivery.error or ''}".rstrip())
    return lines


async def _address(service: Service, application: Application) -> str:
    """Whether whoever reads mail to the contact's address has said so."""
    if application.erased_at:
        return "聯絡信箱：（已刪除）"
    address = contact_address(application)
    at = await service.confirmation.confirmed_at(application.case_number, address)
    return f"聯絡信箱：{address}  {f'{clock(at)} 已確認' if at else '尚未確認'}"


def _arrival(delivery: Delivery) -> str:
    """What the timestamps say; a return outweighs whatever was said before."""
    if delivery.returned:
        return "被退回"
    if delivery.accepted_at:
        missing = "、".join(f"{address}（{why}）" for address, why in delivery.missing.items())
        return f"已收下，但沒有送到：{missing}" if missing else "已收下"
    if delivery.error in set(Withheld):
        return "未寄出（已達上限）"
    if delivery.unclear_at:
        return "不確定對方是否已收到（傳送後連線中斷）"
    return "失敗" if delivery.failed_at else "尚未送達"
