"""What staff decide about a case from the command line. Each is recorded with who did it, and prints plain text."""

import os
import pwd

from bot.service import Service
from storage.staff_actions import StaffAction


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


async def links_revoked(service: Service, case: str, *, dry_run: bool) -> str | None:
    """Close every link to the documents of a case. None if there is no such case."""
    if await service.applications.get(case) is None:
        return None
    done = None if dry_run else action(service, case, "links revoke")
    count = await service.files.revoke_links(case, service.now(), done)
    verb = "會關閉" if dry_run else "已關閉"
    return f"{case}：{verb} {count} 個仍有效的文件連結。申請人在對話輸入「進度」可以取得新的連結。"
