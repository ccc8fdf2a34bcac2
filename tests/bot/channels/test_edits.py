"""Messages rewritten or taken back, people who block the bot and return: what the platforms tell, and how."""

from bot.demo.standins.telegram import Trouble
from flows.interface.inbound import Edited, Text, Unsent
from tests.bot.channels.line.scene import REPLY, LineScene
from tests.bot.channels.reply_recorder import until
from tests.bot.channels.telegram.scene import TelegramScene


async def test_a_rewritten_message_names_the_message_it_was(telegram: TelegramScene) -> None:
    person = telegram.person()
    await person.say("500萬")
    await person.edit("600萬")
    assert person.screen == "edited 600萬"
    assert telegram.desk.contents() == [Text("500萬"), Edited(str(person.said), "600萬")]
    assert telegram.desk.received[1].message == telegram.desk.received[0].message == str(person.said)


async def test_edits_that_never_were_answers_are_left_alone(polling: TelegramScene) -> None:
    person = polling.person()
    for content in ({"caption": "x", "photo": [{}]}, {"location": {"latitude": 1}}):
        await polling.standin.deliver({"edited_message": person.message(**content)})
    group = person.message(text="統編") | {"chat": {"id": -100, "type": "supergroup"}}
    await polling.standin.deliver({"edited_message": group})
    await person.say("next")
    assert polling.desk.contents() == [Text("next")]


async def test_a_message_taken_back_on_line_is_passed_on_though_nobody_may_answer(line: LineScene) -> None:
    person = line.person()
    await person.say("12345675")
    await person.unsend()
    await until(lambda: len(line.desk.unseen) == 1)
    assert line.desk.contents() == [Text("12345675"), Unsent(person.said)]
    assert line.standin.paths().count(REPLY) == 1
    assert line.channel.lost == 0


async def test_a_message_rewritten_on_line_is_answered_where_line_brings_it(line: LineScene) -> None:
    person = line.person()
    await person.say("500萬")
    await person.edit("600萬")
    assert person.screen == "edited 600萬"
    assert line.desk.contents()[1] == Edited(person.said, "600萬")


async def test_a_group_reads_no_edits_or_unsends_of_its_own(line: LineScene) -> None:
    person = line.person()
    group = {"source": {"type": "group", "groupId": "C1", "userId": "U1"}}
    unsend = person.event("unsend", unsend={"messageId": "1"}) | group
    edit = person.event("messageEdited", message={"type": "text", "id": "1", "text": "x"}) | group
    assert await person.post(unsend, edit) == 200
    assert line.desk.received == []
    assert REPLY not in line.standin.paths()


async def test_who_blocks_and_returns_is_counted_and_answered(telegram: TelegramScene) -> None:
    person = telegram.person()
    await person.block()
    await until(lambda: telegram.channel.left == 1)
    await person.block(again=True)
    await until(lambda: telegram.channel.returned == 1)
    await person.open()
    assert person.screen == "opened"
    assert telegram.channel.blocked == 0


async def test_a_group_the_bot_is_invited_to_is_told_to_write_privately_once(polling: TelegramScene) -> None:
    person = polling.person()
    group = {"id": -100, "type": "group"}
    change = {"chat": group, "from": {"id": 4001}, "date": 0}
    invited = change | {"new_chat_member": {"status": "member"}}
    await polling.standin.deliver({"my_chat_member": invited})
    await polling.standin.deliver({"message": person.message(text="hi") | {"chat": group}})
    await polling.standin.deliver({"my_chat_member": change | {"new_chat_member": {"status": "left"}}})
    await person.say("private")
    assert [shown.text for shown in polling.standin.chats[-100].messages.values()] == ["請私下傳訊息給我"]


async def test_a_group_that_became_a_supergroup_is_told_there(polling: TelegramScene) -> None:
    moved = Trouble(
        400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009
    )
    polling.standin.trouble("sendMessage", moved)
    person = polling.person()
    group = {"chat": {"id": -100, "type": "group"}}
    await polling.standin.deliver({"message": person.message(text="hi") | group})
    await polling.standin.deliver({"message": person.message(migrate_to_chat_id=-1009) | group})
    await until(lambda: bool(polling.standin.chats[-1009].messages))
    assert not polling.standin.chats[-100].messages


async def test_a_tap_too_old_to_acknowledge_counts_all_the_same(polling: TelegramScene) -> None:
    person = polling.person()
    callback = person.callback("a:113.1:type:sole", 0)
    polling.standin.queries.clear()
    await person.send({"callback_query": callback})
    assert person.screen == "tap a:113.1:type:sole"
    assert [call.status for call in polling.standin.calls if call.method == "answerCallbackQuery"] == [400]
