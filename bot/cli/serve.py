"""The processes that stay: `serve`, `work`, or both in one, until somebody stops them."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack

import uvloop

from bot.app import built, serving
from bot.cli.serving_check import serving_settings
from bot.config.logs import configure
from bot.config.settings import Settings
from bot.job_handlers import running_worker


def serve(*, work: bool) -> int:
    """Channels and pages, with a worker beside them if asked for, until SIGTERM or SIGINT; then finishes what is under
    way. The exit code. BadSettings."""
    return uvloop.run(_until_stopped(_settings(), serving_too=True, working_too=work))


def work() -> int:
    """A worker alone; like `serve` otherwise."""
    return uvloop.run(_until_stopped(_settings(), serving_too=False, working_too=True))


def _settings() -> Settings:
    settings = serving_settings()
    configure(settings.log_level)
    return settings


async def _until_stopped(settings: Settings, *, serving_too: bool, working_too: bool) -> int:
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(built(settings))
        if working_too:
            await stack.enter_async_context(running_worker(service))
        if serving_too:
            url = await stack.enter_async_context(serving(service))
            logging.getLogger("bot").info("listening on %s", url)
        gc.collect()
        gc.freeze()  # what is here now stays: collecting it again and again is what makes the longest pauses
        await stopped.wait()
    return 0
