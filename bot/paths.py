"""Where the project's own files lie: the one place that knows how deep in the tree the code is."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
SCHEMES = ROOT / "flows" / "schemes"
SHARED = TEMPLATES / "shared"
"""Words and looks of every scheme; those of one lie beside it, in a folder of its key."""

DEMO_DATABASE = Path("data/demo.db")
"""Where the demo keeps its cases, beneath the working directory."""
