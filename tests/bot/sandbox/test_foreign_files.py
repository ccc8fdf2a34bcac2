"""What people really upload is read within the limits, and what is made to hurt ends within them, as a refusal."""

import asyncio
import io
import resource
import time
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from bot.sandbox.packet import Packet
from bot.sandbox.runner import Limits, Sandbox
from tests.fixtures.forms import CASE, form
from tests.fixtures.hostile_files import HOSTILE
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.support.signed_copies.seals import signed_by_applicant

SECONDS = 4


async def read(content: bytes, limits: Limits | None = None) -> Packet | None:
    """What the real child makes of a file, in no more memory than it may use."""
    async with Sandbox(limits).child() as child:
        watching = asyncio.create_task(_peak(child.pid))
        answer = await child.answer(Packet({"case": CASE, "kept": []}, [form(), content]))
        watching.cancel()
        await asyncio.wait({watching})
    assert PEAKS.pop(child.pid, 0) < MOST_KILOBYTES
    return answer


PEAKS: dict[int, int] = {}
MOST_KILOBYTES = 1024 * 1024


async def _peak(pid: int) -> None:
    """Keep how much memory a process has used at most (VmHWM, kilobytes), as long as it runs. What `getrusage` says of
    children includes ours: until it begins with its own program, a child shares our memory (vfork)."""
    while True:
        try:
            status = await asyncio.to_thread(Path(f"/proc/{pid}/status").read_text)
        except OSError:
            return
        if "VmHWM" in status and "python" in status:
            PEAKS[pid] = int(status.split("VmHWM:")[1].split()[0])
        await asyncio.sleep(0.02)


@cache
def signed() -> Image.Image:
    """A photo of the signed page."""
    return Image.open(io.BytesIO(photo(Shot("signed"))))


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """A picture as a file."""
    target = io.BytesIO()
    picture.save(target, kind, **more)
    return target.getvalue()


def pages_of_600_dpi() -> bytes:
    """A colour scan of three pages as an office scanner makes it."""
    sheet = signed().resize((4960, 7016))
    return saved(sheet, "PDF", resolution=600, save_all=True, append_images=[sheet, sheet])


def grey_of_16_bits() -> bytes:
    """A PNG of a scanner with more greys than anybody sees."""
    greys = np.asarray(signed().convert("L"), np.uint16) * 257
    return saved(Image.fromarray(greys), "PNG")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: photo(Shot("signed")), id="photo"),
        pytest.param(lambda: saved(signed().resize((6000, 8000)), "JPEG"), id="48 MP"),
        pytest.param(lambda: saved(signed(), "PNG"), id="PNG"),
        pytest.param(grey_of_16_bits, id="16 bits"),
        pytest.param(pages_of_600_dpi, id="600 dpi"),
        pytest.param(lambda: Path("tests/fixtures/signed_page_1.heic").read_bytes(), id="HEIC"),
    ],
)
async def test_what_people_send_is_read_within_the_limits(make: Any) -> None:
    answer = await read(make())
    assert answer is not None
    assert "error" not in answer.facts
    assert "made" in answer.facts, answer.facts


async def test_a_digital_signature_comes_out_as_it_went_in() -> None:
    signed_copy = await asyncio.to_thread(signed_by_applicant, form())
    answer = await read(signed_copy)
    assert answer is not None
    assert answer.facts["made"]["digital"] is True
    assert answer.pieces[-2] == signed_copy


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_ends_within_the_limits_as_a_refusal(name: str) -> None:
    content = HOSTILE[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    limits, begun = Limits(seconds=SECONDS), time.monotonic()
    answer = await read(content, limits)
    assert time.monotonic() - begun < limits.start_seconds + SECONDS + 10
    assert answer is None or "made" not in answer.facts
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes"
