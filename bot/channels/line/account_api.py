"""The account calls to LINE: everything but replies, by the methods and models of LINE's own SDK.

Answers are read from their JSON, not by the SDK's models: those refuse a whole answer for one value LINE has added.
Importing the SDK takes seconds, so it happens in a thread and at the first call only: nobody's turn waits for it.
"""

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.channels.line.limits import Json
from bot.channels.line.transport import Bounds, Response, Transport


class AccountApi:
    """LINE's account calls over a transport. Every method gives LINE's answer whatever its status, and raises aiohttp's
    errors and TimeoutError; BadBodyError for a body the SDK's models refuse."""

    def __init__(self, api_url: str, data_api_url: str, transport: Transport) -> None:
        self._urls = api_url, data_api_url
        self._transport = transport
        self._loading = asyncio.Lock()
        self._loaded: Sdk | None = None

    async def load(self) -> "Sdk":
        """The SDK, imported in a thread if nobody has yet."""
        async with self._loading:
            if self._loaded is None:
                self._loaded = await asyncio.to_thread(load_sdk, *self._urls, self._transport)
            return self._loaded

    async def bot_info(self) -> Response:
        """Who the bot is."""
        return await _call((await self.load()).api.get_bot_info_with_http_info)

    async def profile(self, user: str) -> Response:
        """A person's profile; 404 for strangers."""
        return await _call((await self.load()).api.get_profile_with_http_info, user)

    async def quota(self) -> Response:
        """How many pushes this month has."""
        return await _call((await self.load()).api.get_message_quota_with_http_info)

    async def consumption(self) -> Response:
        """How many pushes this month has used."""
        return await _call((await self.load()).api.get_message_quota_consumption_with_http_info)

    async def push(self, user: str, messages: list[Json], key: str) -> Response:
        """Send something without being asked. The same `key` (a UUID) again is the same push."""
        sdk = await self.load()
        body = sdk.model("PushMessageRequest", {"to": user, "messages": messages})
        return await _call(sdk.api.push_message_with_http_info, body, x_line_retry_key=key)

    async def show_loading(self, user: str, seconds: int) -> Response:
        """Show the animation in a person's chat; the next message ends it."""
        sdk = await self.load()
        body = sdk.model("ShowLoadingAnimationRequest", {"chatId": user, "loadingSeconds": seconds})
        return await _call(sdk.api.show_loading_animation_with_http_info, body)

    async def mark_read(self, token: str) -> Response:
        """Mark everything a person sent up to the message of this token as read."""
        sdk = await self.load()
        body = sdk.model("MarkMessagesAsReadByTokenRequest", {"markAsReadToken": token})
        return await _call(sdk.api.mark_messages_as_read_by_token_with_http_info, body)

    async def validate(self, messages: list[Json]) -> Response:
        """Have LINE judge messages as a reply; nothing is sent."""
        sdk = await self.load()
        body = sdk.model("ValidateMessageRequest", {"messages": messages})
        return await _call(sdk.api.validate_reply_with_http_info, body)

    async def content(self, message: str, bounds: Bounds) -> Response:
        """What somebody sent with this message, as bytes."""
        blob = (await self.load()).blob
        return await _call(blob.get_message_content_with_http_info, message, bounds=bounds)

    async def menus(self) -> Response:
        """The account's rich menus."""
        return await _call((await self.load()).api.get_rich_menu_list_with_http_info)

    async def create_menu(self, menu: Json) -> Response:
        """A new rich menu, without its picture."""
        sdk = await self.load()
        return await _call(sdk.api.create_rich_menu_with_http_info, sdk.model("RichMenuRequest", menu))

    async def set_menu_picture(self, menu: str, picture: bytes) -> Response:
        """The picture of a rich menu, as PNG."""
        sdk, headers = await self.load(), {"Content-Type": "image/png"}
        return await _call(sdk.blob.set_rich_menu_image_with_http_info, menu, picture, _headers=headers)

    async def set_default_menu(self, menu: str) -> Response:
        """Make a rich menu everybody's."""
        return await _call((await self.load()).api.set_default_rich_menu_with_http_info, menu)

    async def cancel_default_menu(self) -> Response:
        """Leave everybody without a rich menu."""
        return await _call((await self.load()).api.cancel_default_rich_menu_with_http_info)

    async def delete_menu(self, menu: str) -> Response:
        """Take a rich menu away."""
        return await _call((await self.load()).api.delete_rich_menu_with_http_info, menu)

    async def aliases(self) -> Response:
        """Every alias with the rich menu it stands for."""
        return await _call((await self.load()).api.get_rich_menu_alias_list_with_http_info)

    async def link_menu(self, user: str, menu: str) -> Response:
        """Give a person this rich menu, before the default."""
        return await _call((await self.load()).api.link_rich_menu_id_to_user_with_http_info, user, menu)

    async def create_alias(self, name: str, menu: str) -> Response:
        """A new alias of a rich menu."""
        sdk = await self.load()
        body = sdk.model("CreateRichMenuAliasRequest", {"richMenuAliasId": name, "richMenuId": menu})
        return await _call(sdk.api.create_rich_menu_alias_with_http_info, body)

    async def update_alias(self, name: str, menu: str) -> Response:
        """Let an alias stand for another rich menu."""
        sdk = await self.load()
        body = sdk.model("UpdateRichMenuAliasRequest", {"richMenuId": menu})
        return await _call(sdk.api.update_rich_menu_alias_with_http_info, name, body)

    async def delete_alias(self, name: str) -> Response:
        """Take an alias away."""
        return await _call((await self.load()).api.delete_rich_menu_alias_with_http_info, name)


class BadBodyError(ValueError):
    """A body the SDK's models refuse; its words name no value of it."""


@dataclass(frozen=True, slots=True)
class Sdk:
    """The SDK once it is imported; it has no types, so that its parts are Any."""

    api: Any
    blob: Any
    models: Any

    def model(self, name: str, body: Json) -> Any:
        """A body as the SDK's model of this name. BadBodyError."""
        try:
            return getattr(self.models, name).from_dict(body)
        except ValueError as error:
            raise BadBodyError(f"{name}: {type(error).__name__}") from None


def load_sdk(api_url: str, data_api_url: str, transport: Transport) -> Sdk:
    """Import the SDK and have it call through our transport; in a thread, for it takes seconds."""
    first = "linebot.v3.messaging" not in sys.modules
    from linebot.v3 import messaging

    async def client(url: str) -> Any:
        """Its own session, which it opens at once, is closed before it was ever used."""
        made = messaging.AsyncApiClient(messaging.Configuration(host=url, access_token=""))
        await made.rest_client.close()
        made.rest_client.pool_manager = transport
        return made

    api, blob = asyncio.run(client(api_url)), asyncio.run(client(data_api_url))
    if first:
        gc.freeze()  # some 40 MB that stay: collecting them again and again would make everybody's longest pauses
    return Sdk(messaging.AsyncMessagingApi(api), messaging.AsyncMessagingApiBlob(blob), messaging)


async def _call(
    method: Callable[..., Awaitable[Any]], *arguments: object, bounds: Bounds | None = None, **more: object
) -> Response:
    """A call whose answer is left as it came: the SDK would raise by its status, and write it into the log."""
    found = await method(*arguments, _preload_content=False, _request_timeout=bounds, **more)
    return Response(found.status_code, found.headers, found.raw_data)
