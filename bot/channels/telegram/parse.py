"""Telegram's updates as events of ours, read from raw JSON, so that an update nobody knows stops nobody."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.channels.shared.fields import number, words
from bot.channels.shared.language import spoken
from bot.channels.shared.platform_health import PlatformHealth
from bot.channels.shared.text import well_formed
from flows.interface.inbound import Content, Edited, Inbound, Media, Opened, Sender, Sent, Tap, Text, Upload

LOG = logging.getLogger("bot.channels.telegram")

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update asked for."""

MEDIA = {
    "sticker": Media.STICKER,
    "voice": Media.VOICE,
    "audio": Media.VOICE,
    "photo": Media.PHOTO,
    "video": Media.VIDEO,
    "video_note": Media.VIDEO,
    "animation": Media.VIDEO,
    "document": Media.FILE,
    "location": Media.LOCATION,
    "venue": Media.LOCATION,
}

SERVICE = frozenset({
    "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left", "chat_shared",
    "checklist_tasks_added", "checklist_tasks_done", "connected_website", "delete_chat_photo",
    "direct_message_price_changed", "forum_topic_closed", "forum_topic_created", "forum_topic_edited",
    "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "gift", "gift_upgrade_sent",
    "giveaway_completed", "giveaway_created", "group_chat_created", "left_chat_member", "managed_bot_created",
    "message_auto_delete_timer_changed", "migrate_from_chat_id", "migrate_to_chat_id", "new_chat_members",
    "new_chat_photo", "new_chat_title", "paid_message_price_changed", "pinned_message", "poll_option_added",
    "poll_option_deleted", "proximity_alert_triggered", "refunded_payment", "suggested_post_approval_failed",
    "suggested_post_approved", "suggested_post_declined", "suggested_post_paid", "suggested_post_refunded",
    "supergroup_chat_created", "unique_gift", "users_shared", "video_chat_ended",
    "video_chat_participants_invited", "video_chat_scheduled", "video_chat_started", "web_app_data",
    "write_access_allowed",
    # Not among the SDK's filters.
    "boost_added", "giveaway", "giveaway_winners", "passport_data", "successful_payment",
})  # fmt: skip
"""Messages Telegram writes by itself, and what is none of ours. A test holds the list against the SDK's public
filters."""

MOVED = frozenset({"migrate_to_chat_id", "migrate_from_chat_id", "left_chat_member"})
"""What a group says about itself; somebody's words in it are another matter."""

TAKES_OVER, INVITES, REVIEWS = "h_", "j_", "r_"
"""What the parameter of a link to our chat begins with that takes an application over, lets a company into an alliance,
or opens a reviewer's desk."""

GONE = frozenset({"kicked", "left"})
"""What the bot is in a chat it may no longer write to."""


@dataclass(frozen=True, slots=True)
class Callback:
    """A tapped button: the query to answer, and the message it hangs under (0 when Telegram does not say)."""

    query: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Private:
    """An event of a private chat."""

    inbound: Inbound
    chat: int
    callback: Callback | None = None


@dataclass(frozen=True, slots=True)
class Public:
    """Something said in a group, where nothing is processed: others read along."""

    chat: int
    language: str


@dataclass(frozen=True, slots=True)
class BotBlocked:
    """Somebody blocked the bot, or let it write again. Nothing is said to that: who comes back writes first,
    and finds everything kept."""

    blocked: bool


Event: TypeAlias = Private | Public | BotBlocked


def read_update(update: Any, account: str, health: PlatformHealth | None = None) -> Event | None:
    """The event an update means for us; None, logged by its kind, when it cannot be read.

    Whatever is in it, nothing is raised: the other updates of a batch are other people's. `health` counts it."""
    try:
        match update:
            case {"update_id": int(serial), "message": dict(message)}:
                return _message(message, str(serial), account)
            case {"update_id": int(serial), "callback_query": dict(query)}:
                return _callback(query, str(serial), account)
            case {"update_id": int(serial), "edited_message": dict(message)}:
                return _edited(message, str(serial), account)
            case {"update_id": int(), "my_chat_member": dict(change)}:
                return _standing(change)
    except Exception as error:
        if health:
            health.unreadable += 1
        LOG.warning("telegram.update_unreadable kind=%s error=%s", _kind(update), type(error).__name__)
        return None
    LOG.info("telegram.update_ignored kind=%s", _kind(update))
    return None


def _kind(update: Any) -> str:
    """Which kind of update it is. Of keys nobody knows only that they are unknown: they may be anybody's words."""
    if not isinstance(update, dict):
        return type(update).__name__
    return ",".join(sorted({key if key in UPDATES else "other" for key in update if key != "update_id"}))


def _message(message: dict[str, Any], event_id: str, account: str) -> Event | None:
    chat, person = message["chat"], message.get("from", {})
    if chat["type"] != "private":
        return None if MOVED & message.keys() else _public(chat, person)
    if SERVICE & message.keys():
        return None
    content, contact = _content(message, number(person["id"]))
    inbound = Inbound(
        _sender(person, account),
        event_id=event_id,
        content=content,
        sent_at=_moment(message["date"]),
        message=str(number(message["message_id"])),
        language=_language(person),
        contact=contact,
    )
    return Private(inbound, number(chat["id"]))


def _moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(number(seconds), UTC)


def _public(chat: dict[str, Any], person: dict[str, Any]) -> Public | None:
    if chat["type"] not in {"group", "supergroup"}:
        return None
    return Public(number(chat["id"]), _language(person))


def _edited(message: dict[str, Any], event_id: str, account: str) -> Event | None:
    """A message of theirs rewritten. Captions and live locations are edited too, but never were an answer."""
    if message["chat"]["type"] != "private" or "text" not in message:
        return None
    rewritten = str(number(message["message_id"]))
    inbound = Inbound(
        _sender(message["from"], account),
        event_id=event_id,
        content=Edited(rewritten, well_formed(words(message["text"]))),
        sent_at=_moment(message.get("edit_date") or message["date"]),
        message=rewritten,
        language=_language(message["from"]),
    )
    return Private(inbound, number(message["chat"]["id"]))


def _standing(change: dict[str, Any]) -> Event | None:
    """What became of the bot in a chat: blocked or unblocked by a person, invited to a group."""
    chat, status = change["chat"], words(change["new_chat_member"]["status"])
    if chat["type"] == "private":
        return BotBlocked(blocked=status in GONE)
    return None if status in GONE else _public(chat, change["from"])


def _callback(query: dict[str, Any], event_id: str, account: str) -> Event | None:
    person, carrier = query["from"], query.get("message") or {}
    chat = carrier.get("chat") or {"id": person["id"], "type": "private"}
    if chat["type"] != "private":
        return None
    message_id = number(carrier.get("message_id", 0))
    inbound = Inbound(
        _sender(person, account),
        event_id=event_id,
        content=Tap(well_formed(words(query["data"]))),
        sent_at=datetime.now(UTC),  # a tap carries no time of its own, only that of the message tapped
        message=str(message_id or ""),
        language=_language(person),
    )
    return Private(inbound, number(chat["id"]), Callback(words(query["id"]), message_id))


def _sender(person: dict[str, Any], account: str) -> Sender:
    return Sender("telegram", account, str(number(person["id"])))


def _language(person: dict[str, Any]) -> str:
    return spoken(words(person.get("language_code") or ""))


def _content(message: dict[str, Any], person_id: int) -> tuple[Content, bool]:
    """What a message says, and whether it is the sender's own contact."""
    if "text" in message:
        return _text(well_formed(words(message["text"]))), False
    if contact := message.get("contact"):
        own = _own_number(contact, person_id)
        return own or Sent(Media.CONTACT), own is not None
    media = next((media for key, media in MEDIA.items() if key in message), Media.OTHER)
    return _upload(message, media) or Sent(media), False


def _upload(message: dict[str, Any], media: Media) -> Upload | None:
    """A photo in its largest size, or a file under the name it has here: Telegram forgets it later."""
    album = words(message.get("media_group_id") or "")
    match message:
        case {"photo": [*_, {"file_id": str(file)} as photo]}:
            return Upload(media, file, "", album, size=_bytes(photo))
        case {"document": {"file_id": str(file)} as document} if media is Media.FILE:
            name = well_formed(words(document.get("file_name") or ""))
            return Upload(media, file, name, album, size=_bytes(document))
        case _:
            return None


def _bytes(file: dict[str, Any]) -> int:
    """The size of a file; 0 when Telegram does not say it."""
    size = file.get("file_size")
    return size if isinstance(size, int) else 0


def _text(text: str) -> Content:
    if not text.startswith("/"):
        return Text(text)
    command, *rest = text.split(maxsplit=1)
    name = command.partition("@")[0]
    if name == "/start":
        return Text(rest[0]) if rest and rest[0].startswith((TAKES_OVER, INVITES, REVIEWS)) else Opened()
    return Text(" ".join([name, *rest]))


def _own_number(contact: dict[str, Any], person_id: int) -> Text | None:
    """The sender's own number, which Telegram vouches for; a forwarded contact of somebody else is none."""
    if contact.get("user_id") != person_id:
        return None
    return Text("+" + words(contact["phone_number"]).removeprefix("+"))
