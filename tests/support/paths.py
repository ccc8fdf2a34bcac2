"""Where the files lie that tests read: the one place that counts folders."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
PERSONAS = ROOT / "flows" / "schemes" / "diagnosis" / "samples"
TRANSCRIPTS = ROOT / "tests" / "schemes" / "diagnosis" / "transcripts"
