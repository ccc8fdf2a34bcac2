"""What staff decide about a case from the command line. Each is recorded with who did it, and prints plain text."""

import os
import pwd

from bot.cases.occasion_jobs import news
from bot.cases.replacement import Decision, settlement
from bot.service import Service
from flows.interface.notifications import About
from flows.session.replacement import STAFF
from storage.cases.staff_actions import StaffAction
from storage.errors import Clash
from storage.places.places import Decided


def staff_member() -> str:
    """Who runs the command, as the operating system knows them; through sudo, who asked for it."""
    user = os.getuid()
    if user == 0 and (asked_by := os.environ.get("SUDO_USER")):
        return f"{asked_by} (sudo)"
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:  # a container's user without a name
        return f"uid {user}"


def action(service: Service, case: str, what: str) -> StaffAction:
    """The record of a command."""
    return StaffAction(service.now(), staff_member(), what, case)


async def unlocked(service: Service, case: str) -> str | None:
    """Let those who named wrong check codes for a case try again at once. None if there is no such case."""
    if await service.applications.get(case) is None:
        return None
    count = await service.attempts.unlock(case, action(service, case, "unlock"))
    if count == 0:
        return f"{case}：最近沒有人輸入錯誤的檢查碼，不需要解除。"
    return f"{case}：已解除 {count} 人的等待時間，可以馬上再輸入檢查碼。"


async def replaced(service: Service, case: str, *, allowed: bool, dry_run: bool) -> str | None:
    """Decide whether a case takes the place of the earlier one; a refusal can still be overruled. None if there is
    no such case."""
    application = await service.applications.get(case)
    if application is None:
        return None
    asked = await service.replacements.of(case)
    if asked is None:
        hint = f"請改用要取代它的新案：{application.asked_by}。" if application.asked_by else ""
        return f"{case}：沒有要求取代別的申請。{hint}"
    if asked.allowed or (asked.allowed is False and not allowed):
        return f"{case}：已經{'准許' if asked.allowed else '不准'}取代 {asked.earlier}，沒有變更。"
    verb = "准許" if allowed else "不准"
    if dry_run:
        return f"{case}：會{verb}取代 {asked.earlier}，並通知雙方。"
    done = action(service, case, f"replace --{'allow' if allowed else 'refuse'}")
    cause = (STAFF, f"{case} {service.now().isoformat()}")
    decision = Decision(asked.earlier, asked.request, allowed, STAFF, cause)
    try:
        await service.replacements.settle(settlement(decision, service.now()), service.now(), done)
    except Clash:
        return f"{case}：沒有變更。同一家企業現在有另一份有效的申請，或這個請求剛剛有了結果；請用 show 確認。"
    return f"{case}：已{verb}取代 {asked.earlier}，會通知雙方。"


async def signed(service: Service, case: str) -> str:
    """Say that the last signed copy of a case is signed: nobody is reminded any more. UnknownCase."""
    if await service.sent_copies.confirm(action(service, case, "signed")):
        return f"{case}：已記下簽章經承辦確認，不再提醒申請人。"
    return f"{case}：還沒有收到傳回的申請書，沒有變更。"


async def placed(service: Service, case: str, *, granted: bool, dry_run: bool) -> str | None:
    """Decide about the place of a company that no register knows. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None:
        return None
    if service.places is None:
        return f"{case}：本計畫沒有限制名額，不需要決定。"
    if application.place is None:
        return f"{case}：登記資料查得到這家企業，或當時沒有查詢，名額不需要另外決定。"
    verb = "准許名額" if granted else "不准名額"
    if dry_run:
        return f"{case}：會{verb}，並通知申請人。"
    now, about = service.now(), About.PLACE_GRANTED if granted else About.PLACE_REFUSED
    done = action(service, case, f"place --{'grant' if granted else 'refuse'}")
    before = len([one for one in await service.actions.of_case(case) if one.what.startswith("place ")])
    outcome = await service.places.decide(case, news(about, before + 1, now), now, done, granted=granted)
    return {
        Decided.DONE: f"{case}：已{verb}，會通知申請人。",
        Decided.SAME: f"{case}：已經{verb}，沒有變更。",
        Decided.NOTHING: f"{case}：名額不需要另外決定，沒有變更。",
        Decided.FULL: f"{case}：名額已滿，沒有變更。有人放棄或刪除之後可以再試。",
    }[outcome]


async def links_revoked(service: Service, case: str, *, dry_run: bool) -> str | None:
    """Close every link to the documents of a case. None if there is no such case."""
    if await service.applications.get(case) is None:
        return None
    done = None if dry_run else action(service, case, "links revoke")
    count = await service.files.revoke_links(case, service.now(), done)
    verb = "會關閉" if dry_run else "已關閉"
    return f"{case}：{verb} {count} 個仍有效的文件連結。申請人在對話輸入「進度」可以取得新的連結。"
