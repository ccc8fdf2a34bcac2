"""Conversations as people would read them (tests/schemes/diagnosis/transcripts): every word the bot says,
after every thing they do.

`pytest tests/schemes/diagnosis/test_transcripts.py --update` writes them anew after a change of words; read
the difference.
"""

from pathlib import Path

import pytest

from tests.support.paths import TRANSCRIPTS
from tests.support.transcript import replayed

FILES = sorted(TRANSCRIPTS.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_bot_says_what_the_transcript_says(path: Path, request: pytest.FixtureRequest) -> None:
    written = path.read_text(encoding="utf-8")
    said = replayed(written)
    if request.config.getoption("--update"):
        path.write_text(said, encoding="utf-8")
    else:
        assert said == written


def test_every_transcript_says_what_it_shows() -> None:
    """In its first line."""
    assert FILES
    assert [path.name for path in FILES if not path.read_text(encoding="utf-8").startswith("# ")] == []
