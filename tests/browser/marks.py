"""Which browser it is, how it is started, and what every test with it is marked with."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
IN_BROWSER = [
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="no Chromium here: install the package `chromium`",
    ),
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.xdist_group("browser"),
]
