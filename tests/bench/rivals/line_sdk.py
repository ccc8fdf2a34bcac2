"""line-bot-sdk used all the way, as its examples show it: WebhookParser and AsyncMessagingApi behind aiohttp.

It keeps nothing of a conversation, so the answers lie in a dictionary.
"""

import asyncio
import os
import warnings
from collections import defaultdict

from aiohttp import web
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    MessageAction,
    QuickReply,
    QuickReplyItem,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import MessageEvent, TextMessageContent

warnings.simplefilter("ignore")
OPTIONS = QuickReply(
    items=[QuickReplyItem(action=MessageAction(label=f"選項 {n}", text=f"選項 {n}")) for n in range(6)]
)


async def main() -> None:
    """Serve until terminated."""
    parser = WebhookParser(os.environ["LINE_CHANNEL_SECRET"])
    configuration = Configuration(host=os.environ["API_URL"], access_token="bench")
    configuration.connection_pool_maxsize = 256  # by default ten: no more than a hundred replies a second
    given: defaultdict[str, list[str]] = defaultdict(list)

    async def webhook(request: web.Request) -> web.Response:
        """Validate, keep, ask the next."""
        try:
            events = parser.parse(await request.text(), request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            return web.Response(status=400)
        for event in events:
            text = isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent)
            said, answers = event.message.text.strip() if text else "", given[event.source.user_id]
            if 0 < len(said) < 500:
                answers.append(said)
            asked = TextMessage(text=f"第 {len(answers) + 1} 題\n請選擇或直接輸入。", quickReply=OPTIONS)
            await line.reply_message(ReplyMessageRequest(replyToken=event.reply_token, messages=[asked]))
        return web.Response(text="OK\n")

    async def healthz(_: web.Request) -> web.Response:
        return web.Response()

    server = web.Application()
    server.add_routes([web.post("/line/webhook", webhook), web.get("/healthz", healthz)])
    async with AsyncApiClient(configuration) as client:
        line = AsyncMessagingApi(client)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
