"""What a call to the stand-in for Telegram names, in whichever of Telegram's ways: a query, a form, or JSON."""

import json
from typing import Any

from aiohttp import web

from bot.demo.standins.person import Document


async def read_params(request: web.Request) -> dict[str, Any]:
    """The parameters, each as a form would say it; a file as a Document."""
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        told = await request.json()
        return params | {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in told.items()
        }
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            params[key] = Document(value.filename, url=value.content_type, content=value.file.read())
        else:
            params[key] = value
    return params
