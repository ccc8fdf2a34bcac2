"""Inviting: links that fill the code in; somebody with a code for anybody waits for the leader; a company that has a
seat elsewhere hears of it at once."""

from pathlib import Path
from urllib.parse import quote

from bot.demo.alliance.player import CODE, AlliancePlayer
from bot.demo.alliance.showcase import LEADER_FORM, MEMBER_FORM
from bot.presenter.panels.invitations import invited
from flows.events.alliance import InvitationsMade
from tests.schemes.alliance.test_earlier_answers import COMPANY, Town, town
from tests.support.alliances import leader_context

CHATS = {"line": "https://line.me/R/oaMessage/%40intake", "telegram": "https://t.me/intake_bot"}


async def leading(people: Town) -> AlliancePlayer:
    """A leader who has made a code for anybody."""
    leader = people.player("leader", LEADER_FORM)
    await leader.begin("alliance-113")
    await leader.say("進度")
    await leader.act("go", "members")
    await leader.act("anyone")
    return leader


async def test_who_comes_by_a_code_for_anybody_waits_for_the_leaders_word(tmp_path: Path) -> None:
    async with town(tmp_path) as people:
        leader = await leading(people)
        code = CODE.findall(leader.screen)[0]
        comer = people.player("comer", MEMBER_FORM)
        await comer.join(code, COMPANY.ubn)
        assert "對方同意後就可以開始填寫" in comer.screen
        await comer.say("我要開始填")
        assert "對方同意後就可以開始填寫" in comer.screen
        await leader.act("go", "board")
        assert "申請加入，等您同意" in leader.screen
        await leader.act("go", "members")
        assert await leader.act("admit")
        await comer.say("好了嗎")
        assert f"統一編號：{COMPANY.ubn}" in comer.screen  # what the register says of it
        await _seen_as_a_picture(people, leader)
        await _used_up(people, code)
        await _elsewhere(people)


async def _seen_as_a_picture(people: Town, leader: AlliancePlayer) -> None:
    """The board as a picture that comes in the chat."""
    await leader.act("go", "board")
    assert await leader.act("picture", "board")
    [picture] = leader.person.documents
    assert picture.name == "成員進度.png"
    async with people.sessions[0].get(picture.url) as response:
        assert (response.content_type, (await response.read())[:4]) == ("image/png", b"\x89PNG")


async def _used_up(people: Town, code: str) -> None:
    """A code is good once; whoever comes late is told kindly how to go on."""
    late = people.player("late", MEMBER_FORM)
    await late.join(code)
    assert "這個邀請碼不能用：可能打錯、過期或已使用。請向邀請您的企業確認，還可以再試 4 次。" in late.screen


async def _elsewhere(people: Town) -> None:
    """The same company in a second alliance."""
    rival = await leading(people)
    comer = people.player("again", MEMBER_FORM)
    await comer.join(CODE.findall(rival.screen)[0], COMPANY.ubn)
    assert f"統一編號 {COMPANY.ubn} 已在本年度另一個聯盟。一家公司只能參加一個" in comer.screen
    assert "對方同意後" in comer.screen
    await rival.act("go", "board")
    await rival.act("go", "members")
    assert await rival.act("remove")
    await comer.say("好了嗎")
    assert "貴公司已退出或被移出這個聯盟" in comer.screen


def test_a_text_to_forward_has_links_that_fill_the_code_in() -> None:
    for language, typed in (("zh-TW", "加入 K7M4QX"), ("en", "join K7M4QX")):
        [message] = invited(leader_context(language), (InvitationsMade("", {COMPANY.ubn: "K7M4QX"}, CHATS),))
        assert f"{CHATS['line']}/?{quote(typed)}" in message.body.split("\n")
        assert f"{CHATS['telegram']}?start=j_K7M4QX" in message.body.split("\n")
        [share], [copied] = message.links, message.copies
        assert share.url.startswith("https://line.me/R/share?text=")
        assert len(share.url) <= 1000
        assert message.body.endswith(copied.text)
