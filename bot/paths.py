"""Where the project's own files lie: the one place that knows how deep in the tree the code is."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"

DEMO_DATABASE = Path("data/demo.db")
"""Where the demo keeps its cases, beneath the working directory."""
