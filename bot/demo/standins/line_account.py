"""The account's side of the LINE stand-in: tokens, files people sent, rich menus, and the check of messages."""

import struct
from dataclasses import dataclass, field
from typing import Any

from bot.demo.standins.line_rules import RefusalError, check_menu, check_reply

CHANNEL_ID = "1650000000"
LIFETIME = 899
PNG = b"\x89PNG\r\n\x1a\n"

Answer = tuple[int, dict[str, Any] | bytes]


@dataclass(slots=True)
class Menu:
    """A rich menu: what was asked for, and its picture once it has one."""

    body: dict[str, Any]
    picture: bytes = b""


@dataclass
class LineAccount:
    """What LINE keeps of a channel. `secret` "" issues no tokens; `languages` are those of the account's friends."""

    secret: str = ""
    issued: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    files: dict[str, bytes | int] = field(default_factory=dict)
    menus: dict[str, Menu] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    chats: bool = False
    """Whether Chat is on in the Official Account Manager, so that messages are read by whoever marks them."""
    read: list[str] = field(default_factory=list)
    default_menu: str = ""
    own_menus: dict[str, str] = field(default_factory=dict)
    menus_made: int = 0
    languages: dict[str, str] = field(default_factory=dict)

    def knows(self, token: str) -> bool:
        """Whether this token was issued and is still good."""
        return token in self.issued and token not in self.revoked

    def issue(self, form: dict[str, Any]) -> Answer:
        """POST /oauth2/v3/token."""
        good = form.get("grant_type") == "client_credentials" and form.get("client_id") == CHANNEL_ID
        if not (good and self.secret and form.get("client_secret") == self.secret):
            return 400, {"error": "invalid_client"}
        self.issued.append(f"stateless-{len(self.issued) + 1}")
        return 200, {"token_type": "Bearer", "access_token": self.issued[-1], "expires_in": LIFETIME}

    def answer(self, method: str, path: str, body: dict[str, Any], raw: bytes) -> Answer:
        """Everything else about the account; 404 for what is not there."""
        match method, path.strip("/").split("/"):
            case "POST", ["v2", "bot", "message", "validate", "reply"]:
                check_reply(body)
                return 200, {}
            case "POST", ["v2", "bot", "chat", "markAsRead"]:
                self.read.append(body["markAsReadToken"])
                return 200, {}
            case "GET", ["v2", "bot", "profile", user] if user in self.languages:
                told = {"language": self.languages[user]} if self.languages[user] else {}
                return 200, {"userId": user, "displayName": "somebody", **told}
            case "GET", ["v2", "bot", "message", message, "content"]:
                return self._content(message)
            case _, ["v2", "bot", "richmenu", "alias", *name]:
                return self._alias(method, "".join(name), body)
            case _, ["v2", "bot", "user", user, "richmenu", *named]:
                return self._menu_of(method, user, "".join(named))
            case _, ["v2", "bot", "richmenu", *rest]:
                return self._menu(method, rest, body, raw)
            case _:
                return 404, {"message": "Not found"}

    def _menu_of(self, method: str, user: str, menu: str) -> Answer:
        """Everybody's menu ("all"), or one person's."""
        if method == "POST" and menu not in self.menus:
            return 404, {"message": "richmenu not found"}
        if method == "POST" and not self.menus[menu].picture:
            raise RefusalError("must upload richmenu image before applying it to user")
        if user == "all":
            self.default_menu = menu
        else:
            self.own_menus[user] = menu
        return 200, {}

    def _content(self, message: str) -> Answer:
        found = self.files.get(message, 404)
        if found == 202:  # ready when asked again
            self.files[message] = b"ready"
        return (200, found) if isinstance(found, bytes) else (found, {})

    def _alias(self, method: str, name: str, body: dict[str, Any]) -> Answer:
        if (method, name) == ("GET", "list"):
            listed = [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in self.aliases.items()]
            return 200, {"aliases": listed}
        if method == "POST":
            known = name or body["richMenuAliasId"]
            if not name and known in self.aliases:
                raise RefusalError("conflict richmenu alias id")
            if name and name not in self.aliases:
                return 404, {"message": "richmenu alias not found"}
            if body["richMenuId"] not in self.menus:
                raise RefusalError("richmenu not found")
            self.aliases[known] = body["richMenuId"]
            return 200, {}
        if name not in self.aliases:
            return 404, {"message": "richmenu alias not found"}
        if method == "DELETE":
            del self.aliases[name]
            return 200, {}
        return 200, {"richMenuAliasId": name, "richMenuId": self.aliases[name]}

    def _menu(self, method: str, rest: list[str], body: dict[str, Any], raw: bytes) -> Answer:
        match method, rest:
            case "POST", []:
                check_menu(body)
                self.menus_made += 1
                menu = f"richmenu-{self.menus_made}"
                self.menus[menu] = Menu(body)
                return 200, {"richMenuId": menu}
            case "GET", ["list"]:
                return 200, {
                    "richmenus": [{"richMenuId": menu, **each.body} for menu, each in self.menus.items()]
                }
            case "DELETE", [menu] if menu in self.menus:
                del self.menus[menu]
                return 200, {}
            case "POST", [menu, "content"] if menu in self.menus:
                self.menus[menu].picture = self._picture(self.menus[menu], raw)
                return 200, {}
            case _:
                return 404, {"message": "richmenu not found"}

    @staticmethod
    def _picture(menu: Menu, raw: bytes) -> bytes:
        size = menu.body["size"]
        if not raw.startswith(PNG) or struct.unpack(">II", raw[16:24]) != (size["width"], size["height"]):
            raise RefusalError("the image must be a PNG of the size of the menu")
        if len(raw) > 1024 * 1024:
            raise RefusalError("the image must be at most 1 MB")
        return raw
