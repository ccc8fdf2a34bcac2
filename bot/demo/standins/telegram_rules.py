"""What Telegram refuses, after Bot API 10.1 and the words its server uses; apart from the product's code."""

import json
import re
from html import unescape
from typing import Any

from bot.channels.shared.text import units

TAG = re.compile(r"<(/?)([a-z-]+)((?:\s[^<>]*)?)>")
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote", "span"}
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class RefusalError(Exception):
    """Telegram answers with this status and description."""

    def __init__(self, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.description = description
        self.status = status


def need(holds: bool, why: str) -> None:
    """Refuse with 400 unless it holds."""
    if not holds:
        raise RefusalError(f"Bad Request: {why}")


def read_text(text: str, parse_mode: str, most: int, *, empty: bool = False) -> str:
    """The text a person sees, at most `most` UTF-16 units of it."""
    need(parse_mode in {"", "HTML"}, "unsupported parse_mode")
    seen = _read_html(text) if parse_mode else text
    need(bool(seen.strip()) or empty, "message text is empty")
    need(units(seen) <= most, "message is too long" if most > 1024 else "message caption is too long")
    return seen


def _read_html(html: str) -> str:
    open_tags: list[str] = []
    seen = ""
    rest = html
    while rest:
        before, less_than, after = rest.partition("<")
        seen += unescape(before)
        if not less_than:
            break
        tag = TAG.match("<" + after)
        need(tag is not None, "can't parse entities: Unsupported start tag")
        assert tag is not None
        _track(open_tags, closing=bool(tag[1]), name=tag[2])
        rest = ("<" + after)[tag.end() :]
    need(not open_tags, f"can't parse entities: Can't find end tag corresponding to start tag {open_tags}")
    return seen


def _track(open_tags: list[str], *, closing: bool, name: str) -> None:
    need(name in TAGS, f'can\'t parse entities: Unsupported start tag "{name}"')
    if not closing:
        open_tags.append(name)
    else:
        need(bool(open_tags) and open_tags.pop() == name, "can't parse entities: Unmatched end tag")


def read_reply_keyboard(raw: str) -> list[str] | None:
    """The labels of a keyboard in place of the phone's own, [] when it is taken away; None for neither."""
    markup = json.loads(raw) if raw else {}
    if markup.get("remove_keyboard"):
        return []
    if "keyboard" not in markup:
        return None
    known = {"keyboard", "resize_keyboard", "one_time_keyboard", "is_persistent", "input_field_placeholder"}
    need(markup.keys() <= known, "can't parse reply keyboard markup")
    need(1 <= len(markup.get("input_field_placeholder", "-")) <= 64, "INPUT_FIELD_PLACEHOLDER_INVALID")
    buttons = [button for row in markup["keyboard"] for button in row]
    need(bool(buttons), "object expected as reply markup")
    for button in buttons:
        need(button.keys() <= {"text", "request_contact", "style"}, "can't parse keyboard button")
        need(bool(button["text"].strip()), "Text buttons are unallowed in the keyboard")
    return [button["text"] for button in buttons]


def read_keyboard(raw: str) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard."""
    rows: list[list[dict[str, Any]]] = json.loads(raw).get("inline_keyboard", []) if raw else []
    buttons = [button for row in rows for button in row]
    need(len(buttons) <= 100 and all(0 < len(row) <= 8 for row in rows), "reply markup is too long")
    for button in buttons:
        known, kinds = {"text", "style"}, {"callback_data", "url", "copy_text"}
        need(button.keys() <= known | kinds, "can't parse inline keyboard button")
        need(bool(button["text"].strip()), "Text buttons are unallowed in the inline keyboard")
        need(len(button.keys() & kinds) == 1, "can't parse inline keyboard button")
        need(1 <= len(button.get("copy_text", {"text": "-"})["text"]) <= 256, "BUTTON_COPY_TEXT_INVALID")
        need(len(button.get("callback_data", "-").encode()) in range(1, 65), "BUTTON_DATA_INVALID")
        need(button.get("url", "https://").startswith(("https://", "http://", "tg://")), "BUTTON_URL_INVALID")
        need(button.get("style", "primary") in {"primary", "danger", "success"}, "BUTTON_STYLE_INVALID")
    return rows


def read_commands(raw: str) -> list[dict[str, str]]:
    """The commands of a menu."""
    commands: list[dict[str, str]] = json.loads(raw)
    need(len(commands) <= 100, "BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        need(COMMAND.fullmatch(command["command"]) is not None, "BOT_COMMAND_INVALID")
        need(1 <= len(command["description"]) <= 256, "BOT_COMMAND_DESCRIPTION_INVALID")
    return commands
