"""A message nobody asked for just now. On LINE it counts against the account's monthly quota, so it is asked first.

Where there is no quota left, or nobody can say, nothing is sent and nothing is wrong: whoever writes next is shown
the same. Source: Messaging API reference, "Send push message" and "Retry failed API requests", August 2026.
"""

from collections.abc import Sequence

import aiohttp

from bot.channels.line.account_api import BadBodyError
from bot.channels.line.client import LOG, LineClient
from bot.channels.line.draw import draw
from bot.channels.shared.words import Words
from flows.interface.messages import Message

TAKEN = (200, 409)
"""Accepted now, or by an earlier attempt with the same key. Somebody who blocked the account is a 200 as well."""


class UnsettledError(Exception):
    """LINE may have taken it or not; another attempt with the same key within 24 hours sends it at most once.

    Not an OSError on purpose: bot/outbox/retry_policy.py tries those for days, which would outlast the key."""


async def notify(client: LineClient, words: Words, user: str, messages: Sequence[Message], key: str) -> bool:
    """Push messages, known by `key` (a UUID) to be the same again; whether LINE has taken them.

    Raises UnsettledError."""
    if not await _affordable(client):
        LOG.info("line.push_left reason=quota")
        return False
    try:
        drawn = draw(tuple(messages), words, secure=client.official)
        status = (await client.account.push(user, drawn, key)).status
    except (
        BadBodyError
    ) as error:  # the tests hold every screen against the models; whoever writes next is shown it
        LOG.error("line.push_left reason=%s", error)
        return False
    except (aiohttp.ClientError, TimeoutError) as error:
        raise UnsettledError(type(error).__name__) from None
    if status >= 500:
        raise UnsettledError(status)
    if status not in TAKEN:
        LOG.warning("line.push_left status=%d", status)
    return status in TAKEN


async def _affordable(client: LineClient) -> bool:
    """Whether one more push stays within this month's quota; no when LINE does not say."""
    try:
        quota = await client.account.quota()
        if quota.status == 200 and quota.body.get("type") == "none":
            return True
        used = await client.account.consumption()
    except (aiohttp.ClientError, TimeoutError):
        return False
    if (quota.status, used.status) != (200, 200):
        return False
    most, spent = quota.body.get("value"), used.body.get("totalUsage")
    return isinstance(most, int) and isinstance(spent, int) and spent < most
