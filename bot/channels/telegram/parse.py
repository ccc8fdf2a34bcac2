"""Telegram's updates as events of ours, read from raw JSON, so that an update nobody knows stops nobody."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.channels.shared.language import spoken
from bot.channels.shared.text import well_formed
from flows.inbound import Content, Edited, Inbound, Media, Opened, Sender, Sent, Tap, Text, Upload

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

SERVICE = frozenset({"pinned_message", "message_auto_delete_timer_changed", "write_access_allowed"})
"""Messages Telegram writes into a private chat by itself."""


MOVED = frozenset({"migrate_to_chat_id", "migrate_from_chat_id", "left_chat_member"})
"""What a group says about itself; somebody's words in it are another matter."""

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
class Standing:
    """Somebody blocked the bot, or let it write again. Nothing is said to that: who comes back writes first,
    and finds everything kept."""

    blocked: bool


Event: TypeAlias = Private | Public | Standing


def read_update(update: Any, account: str) -> Event | None:
    """The event an update means for us; None, logged by its kind, when it cannot be read."""
    try:
        match update:
            case {"update_id": int(number), "message": dict(message)}:
                return _message(message, str(number), account)
            case {"update_id": int(number), "callback_query": dict(query)}:
                return _callback(query, str(number), account)
            case {"update_id": int(number), "edited_message": dict(message)}:
                return _edited(message, str(number), account)
            case {"update_id": int(), "my_chat_member": dict(change)}:
                return _standing(change)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        LOG.warning("telegram.update_unreadable kind=%s error=%s", _kind(update), type(error).__name__)
        return None
    LOG.info("telegram.update_ignored kind=%s", _kind(update))
    return None


def _kind(update: Any) -> str:
    if not isinstance(update, dict):
        return type(update).__name__
    return ",".join(sorted(str(key)[:40] for key in update if key != "update_id"))[:120]


def _message(message: dict[str, Any], event_id: str, account: str) -> Event | None:
    chat, person = message["chat"], message.get("from", {})
    if chat["type"] != "private":
        return None if MOVED & message.keys() else _public(chat, person)
    if SERVICE & message.keys():
        return None
    inbound = Inbound(
        _sender(person, account),
        event_id=event_id,
        content=_content(message, person["id"]),
        sent_at=datetime.fromtimestamp(message["date"], UTC),
        message=str(message["message_id"]),
        language=_language(person),
    )
    return Private(inbound, chat["id"])


def _public(chat: dict[str, Any], person: dict[str, Any]) -> Public | None:
    return Public(chat["id"], _language(person)) if chat["type"] in {"group", "supergroup"} else None


def _edited(message: dict[str, Any], event_id: str, account: str) -> Event | None:
    """A message of theirs rewritten. Captions and live locations are edited too, but never were an answer."""
    if message["chat"]["type"] != "private" or "text" not in message:
        return None
    number = str(message["message_id"])
    inbound = Inbound(
        _sender(message["from"], account),
        event_id=event_id,
        content=Edited(number, well_formed(message["text"])),
        sent_at=datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC),
        message=number,
        language=_language(message["from"]),
    )
    return Private(inbound, message["chat"]["id"])


def _standing(change: dict[str, Any]) -> Event | None:
    """What became of the bot in a chat: blocked or unblocked by a person, invited to a group."""
    chat, status = change["chat"], change["new_chat_member"]["status"]
    if chat["type"] == "private":
        return Standing(blocked=status in GONE)
    return None if status in GONE else _public(chat, change["from"])


def _callback(query: dict[str, Any], event_id: str, account: str) -> Event | None:
    person, carrier = query["from"], query.get("message") or {}
    chat = carrier.get("chat") or {"id": person["id"], "type": "private"}
    if chat["type"] != "private":
        return None
    message_id = carrier.get("message_id", 0)
    inbound = Inbound(
        _sender(person, account),
        event_id=event_id,
        content=Tap(well_formed(query["data"])),
        sent_at=datetime.now(UTC),  # a tap carries no time of its own, only that of the message tapped
        message=str(message_id or ""),
        language=_language(person),
    )
    return Private(inbound, chat["id"], Callback(query["id"], message_id))


def _sender(person: dict[str, Any], account: str) -> Sender:
    return Sender("telegram", account, str(person["id"]))


def _language(person: dict[str, Any]) -> str:
    return spoken(str(person.get("language_code") or ""))


def _content(message: dict[str, Any], person_id: int) -> Content:
    if "text" in message:
        return _text(well_formed(message["text"]))
    contact = message.get("contact")
    if contact:
        return _own_number(contact, person_id)
    media = next((media for key, media in MEDIA.items() if key in message), Media.OTHER)
    return _upload(message, media) or Sent(media)


def _upload(message: dict[str, Any], media: Media) -> Upload | None:
    """A photo in its largest size, or a file under the name it has here: Telegram forgets it later."""
    album = str(message.get("media_group_id") or "")
    match message:
        case {"photo": [*_, {"file_id": str(file)}]}:
            return Upload(media, file, "", album)
        case {"document": {"file_id": str(file)}} if media is Media.FILE:
            return Upload(media, file, well_formed(message["document"].get("file_name") or ""), album)
        case _:
            return None


def _text(text: str) -> Content:
    if not text.startswith("/"):
        return Text(text)
    command, *rest = text.split(maxsplit=1)
    name = command.partition("@")[0]
    return Opened() if name == "/start" else Text(" ".join([name, *rest]))


def _own_number(contact: dict[str, Any], person_id: int) -> Content:
    """The sender's own number, which Telegram vouches for; a forwarded contact of somebody else is none."""
    if contact.get("user_id") != person_id:
        return Sent(Media.CONTACT)
    return Text("+" + contact["phone_number"].removeprefix("+"))
