"""LINE's webhook body as events of ours, read from raw JSON.

LINE adds event types, properties and values without notice (its development guidelines say so), and the SDK's
parser loses a whole POST over one it does not know. Here every event is read on its own; one that cannot be
read is logged by its type and skipped.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.channels.shared.fields import number, words
from bot.channels.shared.platform_health import PlatformHealth
from bot.channels.shared.text import well_formed
from flows.interface.inbound import (
    Content,
    Edited,
    Inbound,
    Media,
    Opened,
    Sender,
    Sent,
    Tap,
    Text,
    Unsent,
    Upload,
)

LOG = logging.getLogger("bot.channels.line")

KINDS = frozenset({
    "accountLink", "activated", "beacon", "botResumed", "botSuspended", "deactivated", "follow", "join", "leave",
    "memberJoined", "memberLeft", "membership", "message", "messageEdited", "module", "postback", "things", "unfollow",
    "unsend", "videoPlayComplete",
})  # fmt: skip
"""The kinds of event LINE's reference names, August 2026."""

MEDIA = {
    "image": Media.PHOTO,
    "video": Media.VIDEO,
    "audio": Media.VOICE,
    "file": Media.FILE,
    "location": Media.LOCATION,
    "sticker": Media.STICKER,
}


@dataclass(frozen=True, slots=True)
class Private:
    """An event of a person's own chat, with the tokens its one free reply and the mark that it was read need ("" when
    there is none)."""

    inbound: Inbound
    reply_token: str
    read_token: str = ""


@dataclass(frozen=True, slots=True)
class Public:
    """Something said in a group or room, where nothing is processed: others read along."""

    place: str
    reply_token: str


Event: TypeAlias = Private | Public


class Malformed(Exception):
    """A signed body in which nothing could be read, though it is meant to hold events."""


def read_events(body: object, account: str, health: PlatformHealth | None = None) -> list[Event]:
    """The events of a webhook body that concern us, in the order they were sent. Malformed.

    `account` is used when the body does not name its destination; `health` counts what cannot be read. One event that
    is none takes no other with it, as the others are other people's."""
    match body:
        case {"events": list(events), **rest}:
            destination = rest.get("destination")
            destination = destination if isinstance(destination, str) and destination else account
            found, broken = [], 0
            for event in sorted(events, key=_timestamp):
                try:
                    found.append(_read(event, destination))
                except Exception as error:
                    broken += 1
                    LOG.warning("line.event_unreadable type=%s error=%s", _kind(event), type(error).__name__)
            if health:
                health.unreadable += broken
            if broken and not found:
                raise Malformed
            return [event for event in found if event is not None]
        case _:
            LOG.warning("line.body_unreadable")
            return []


def _kind(event: Any) -> str:
    """Which kind of event it is, if it is one we know: anything else may be anybody's words."""
    kind = event.get("type") if isinstance(event, dict) else None
    return kind if isinstance(kind, str) and kind in KINDS else "other"


def _timestamp(event: Any) -> int:
    """When it was sent (ms): redelivered and bundled events may come out of order."""
    stamp = event.get("timestamp") if isinstance(event, dict) else None
    return stamp if isinstance(stamp, int) else 0


def _read(event: dict[str, Any], account: str) -> Event | None:
    if event.get("mode") == "standby":  # another module of the account is talking
        return None
    source, given = event["source"], event.get("replyToken")
    token = given if isinstance(given, str) else ""
    if source["type"] != "user":
        return _public(event, source, token)
    content = _content(event)
    if content is None:
        return None
    message = event.get("message") or {}
    inbound = Inbound(
        Sender("line", account, words(source["userId"])),
        event_id=words(event.get("webhookEventId") or message["id"]),
        content=content,
        sent_at=datetime.fromtimestamp(number(event["timestamp"]) / 1000, UTC),
        message=words(message.get("id") or ""),
    )
    read = message.get("markAsReadToken")
    return Private(inbound, token, read if isinstance(read, str) else "")


def _public(event: dict[str, Any], source: dict[str, Any], token: str) -> Public | None:
    if event["type"] not in {"message", "join"} or not token:
        return None
    return Public(words(source.get("groupId") or source.get("roomId") or ""), token)


def _content(event: dict[str, Any]) -> Content | None:
    match event["type"]:
        case "message":
            return _message(event["message"])
        case "postback":
            return _tap(event["postback"])
        case "follow":
            return Opened()
        case "unsend":
            return Unsent(words(event["unsend"]["messageId"]))
        case "messageEdited":
            return _edited(event["message"])
        case _:
            LOG.info("line.event_ignored type=%s", _kind(event))
            return None


def _tap(postback: dict[str, Any]) -> Tap:
    """A button; with the day beside it when it was a calendar."""
    picked = (postback.get("params") or {}).get("date")
    return Tap(well_formed(":".join(filter(None, [words(postback["data"]), picked]))))


def _edited(message: dict[str, Any]) -> Content | None:
    """Only texts can be edited, in August 2026 in groups only, where nothing is processed."""
    if message["type"] != "text":
        return None
    return Edited(words(message["id"]), well_formed(words(message["text"])))


def _message(message: dict[str, Any]) -> Content:
    if message["type"] == "text":
        return Text(well_formed(words(message["text"])))
    media = MEDIA.get(message["type"], Media.OTHER)
    if media in (Media.PHOTO, Media.FILE) and _is_kept_by_line(message):
        album, name = message.get("imageSet") or {}, well_formed(words(message.get("fileName") or ""))
        total, size = _count(album.get("total")), _count(message.get("fileSize"))
        return Upload(media, words(message["id"]), name, words(album.get("id") or ""), total, size)
    return Sent(media)


def _count(told: Any) -> int:
    """A number of things; 0 when LINE does not say it."""
    return told if isinstance(told, int) and told > 0 else 0


def _is_kept_by_line(message: dict[str, Any]) -> bool:
    """Pictures sent by a web app within LINE name an address instead, which we do not follow."""
    return bool((message.get("contentProvider") or {}).get("type", "line") == "line")
