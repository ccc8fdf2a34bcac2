"""LINE: signed webhooks in, one free reply out.

Bodies are plain dictionaries sent with aiohttp, not the SDK's models: a card with 31 options costs 0.1 ms to
build that way and 8 ms with the models (pydantic's slow compatibility layer), which also cost 40 MB and
0.5 s to import. The tests hold every body against those models, so nothing is sent that they would not know.
"""

from bot.channels.line.channel import LineChannel

__all__ = ["LineChannel"]
