"""What many forms cost: renders per second of one worker and of two, and the memory of one over a thousand."""

import itertools
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

EACH = 60
"""Renders of each worker when two are compared with one."""


_drawn_so_far = itertools.count()
"""In a worker: no form is drawn twice, which Typst would remember."""


def told(renders: int) -> dict[str, str]:
    """Both, for the table; `renders` is how many the memory is watched over."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(_drawn, (3, 3)))
        one = EACH / _timed(pool, 1)
        two = 2 * EACH / _timed(pool, 2)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(_drawn, 20).result()
        seen = [pool.submit(_drawn, renders // 5).result() for _ in range(5)]
    return {
        "document: forms a second, one worker / two": f"{one:.0f} / {two:.0f} ({two / one:.2f} ×)",
        f"document: memory of a worker over {renders:,} forms": " → ".join(f"{mb:.0f}" for mb in seen)
        + " MB",
    }


def _timed(pool: ProcessPoolExecutor, workers: int) -> float:
    start = time.perf_counter()
    list(pool.map(_drawn, [EACH] * workers))
    return time.perf_counter() - start


def _drawn(count: int) -> float:
    """In a worker: draw so many forms with their previews; its resident memory afterwards, in MB."""
    from tests.bench.document import previewed, varied

    numbers = [next(_drawn_so_far) for _ in range(count)]
    for printed in varied(count, numbers[0]):
        previewed(printed)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6
