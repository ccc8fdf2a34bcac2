"""What the running service leaves in its folder is its owner's alone, and every answer over HTTP forbids misuse."""

import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.demo_process import DemoProcess

PATHS = ("/", "/healthz", "/metrics", "/files/guessed", "/nowhere")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoProcess]:
    earlier = os.umask(0o022)
    process = DemoProcess(tmp_path)
    try:
        process.start()
        yield process
    finally:
        process.kill()
        os.umask(earlier)


def test_databases_and_mails_are_read_by_their_owner_alone(demo: DemoProcess, tmp_path: Path) -> None:
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in kept)
    readable = [path.name for path in kept if path.stat().st_mode & 0o077]
    assert readable == []


def test_every_answer_forbids_sniffing_framing_indexing_and_foreign_scripts(demo: DemoProcess) -> None:
    for path in PATHS:
        try:
            with urllib.request.urlopen(demo.url + path, timeout=10) as answer:
                headers = answer.headers
        except urllib.error.HTTPError as error:
            headers = error.headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Robots-Tag"] == "noindex", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert headers["Strict-Transport-Security"], path
        assert "default-src 'self'" in headers["Content-Security-Policy"], path
        assert "'unsafe-" not in headers["Content-Security-Policy"], path
        assert "aiohttp" not in headers["Server"], "no version for whoever looks for known holes"
