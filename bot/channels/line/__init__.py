"""LINE: signed webhooks in, one free reply out.

What is drawn are plain dictionaries sent with aiohttp: one reply by the models of LINE's SDK costs 2.6 ms, by hand
0.08. Everything else goes through the SDK (account_api.py, signature.py). The tests hold every drawn body
against its models, so nothing is sent that they would not know.
"""

from bot.channels.line.channel import LineChannel

__all__ = ["LineChannel"]
