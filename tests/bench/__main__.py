"""`make bench`: everything measured in one run, side by side, written to docs/benchmarks.md.

`--quick` plays fewer people and smaller databases; the figures then only show that it works.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.bench import document, growth, office_cases, slow_platform
from tests.bench.contest import contest
from tests.bench.load import AT_ONCE
from tests.bench.one_server import behaviour, confirmed
from tests.bench.platform import Platform
from tests.bench.replicas import replicas
from tests.bench.report import written


async def main(*, quick: bool) -> None:
    """Measure everything and write the table."""
    platform = Platform()
    await platform.start()
    rows = await contest(12 if quick else AT_ONCE + 4, 1 if quick else 3, platform)
    slow = slow_platform.table(await slow_platform.contest(3 if quick else 20, platform))
    told = await behaviour(120 if quick else 10_000, platform)
    told["confirm until both mails are accepted, median"] = await confirmed(platform)
    told |= await replicas(12 if quick else 64, platform)
    told |= await asyncio.to_thread(document.told, quick=quick)
    told |= await office_cases.told(quick=quick)
    grown = {}
    with tempfile.TemporaryDirectory() as folder:
        for sessions in (1_000, 10_000) if quick else (1_000, 100_000, 1_000_000):
            grown[sessions] = await growth.measured(Path(folder), sessions)
    written(rows, slow, told, grown, quick=quick)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two minutes instead of half an hour")
    asyncio.run(main(quick=parser.parse_args().quick))
