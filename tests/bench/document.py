"""How long the form takes, beside two other engines printing the same words: `python -m tests.bench.document`.

Every render has other answers, so that no engine can replay an earlier one. Times are medians; the promises are held
against CPU time, which neighbours on a shared machine disturb less. The others run in an environment of their own,
`.venv/rivals` (`make bench` sets it up), as a program of their own.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot import documents
from bot.documents.fonts import FONTS
from bot.documents.seal import load_seal
from flows.document.attachment import to_text
from flows.document.model import PrintedForm, PrintedQuestion
from tests.bench import document_load
from tests.bot.documents import samples
from tests.bot.documents.test_renderer import MADE_AT
from tests.bot.documents.test_verification import DATA
from tests.support.paths import ROOT
from tests.support.printing import RENDERER
from tests.support.signed_copies.seals import key_pair

ROUNDS, WARM_UP = 30, 3
MOST_MS, MOST_SEALED_MS, MOST_KB = 60, 120, 256
"""What is promised: the form alone, with preview and seal, and its size with the seal."""

RIVALS = ROOT / ".venv" / "rivals" / "bin" / "python"
SCRIPT = Path(__file__).parent / "rivals" / "documents.py"

Draw = Callable[[PrintedForm], bytes]


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians of one way to draw a form: milliseconds, milliseconds of CPU, kilobytes."""

    wall: float
    cpu: float
    kb: float

    def __str__(self) -> str:
        return f"{self.wall:.0f} ms, CPU {self.cpu:.0f} ms, {self.kb:.0f} KB"


def varied(count: int = ROUNDS + WARM_UP, first: int = 0) -> Iterator[PrintedForm]:
    """Forms of one company, each with another case number (from `first` on) and its answers turned around."""
    form = samples.exporter()
    for number in range(first, first + count):
        turned = {
            name: replace(question, text=question.text[number % 7 :] + question.text[: number % 7])
            for name, question in form.questions.items()
        }
        yield replace(form, case_number=f"113-{number:04d}", questions=turned)


def measured(draw: Draw) -> Cost:
    """What a way to draw a form costs."""
    walls, busy, size = [], [], 0
    for printed in varied():
        start, worked = time.perf_counter(), time.process_time()
        size = len(draw(printed))
        walls.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    return Cost(statistics.median(walls[WARM_UP:]), statistics.median(busy[WARM_UP:]), size / 1000)


def form(printed: PrintedForm) -> bytes:
    """The form itself."""
    return RENDERER.render(printed, made_at=MADE_AT, carried=to_text(DATA))


def previewed(printed: PrintedForm) -> bytes:
    """The form and the picture of its first page."""
    pdf = form(printed)
    documents.preview(pdf)
    return pdf


def sealing(kind: str, folder: Path) -> Draw:
    """Form, preview and seal with a key of this kind."""
    seal = load_seal(*key_pair(folder, kind, kind))
    return lambda printed: seal.sealed(previewed(printed), MADE_AT)


def ours() -> dict[str, Cost]:
    """This project's form, with what comes on top of it."""
    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Draw] = {"form": form, "form and preview": previewed}
        ways |= {
            f"form, preview and {kind.upper()} seal": sealing(kind, Path(folder)) for kind in ("ec", "rsa")
        }
        return {name: measured(draw) for name, draw in ways.items()}


def said(question: PrintedQuestion) -> str:
    """A question's answer in words, every option with its box."""
    options = [f"{'☑' if option.ticked else '☐'} {option.label} {option.text}" for option in question.options]
    rows = [f"{row.label} {row.score or row.text}" for row in question.rows]
    cells = ["　".join(line) for line in question.table]
    return "　".join([question.text, *options, *rows, *cells])


def rivals() -> dict[str, Cost | str]:
    """The same words by the others; a text in place of figures says why there are none."""
    if not RIVALS.exists():
        return {"WeasyPrint, ReportLab": "not installed: `make bench` sets up .venv/rivals"}
    forms = [
        {
            "title": f"{printed.title} {printed.case_number}",
            "rows": [(question.label, said(question)) for question in printed.questions.values()],
        }
        for printed in varied()
    ]
    fonts = FONTS
    files = {"regular": str(fonts / "NotoSansTC-Regular.ttf"), "symbols": str(fonts / "FormSymbols.ttf")}
    job = json.dumps({**files, "warm_up": WARM_UP, "forms": forms})
    done = subprocess.run([RIVALS, SCRIPT], input=job, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"WeasyPrint, ReportLab": f"failed: {done.stderr.strip().splitlines()[-1][:120]}"}
    return {
        f"the same words by {name}": figures["missing"] if "missing" in figures else Cost(**figures)
        for name, figures in json.loads(done.stdout).items()
    }


def told(*, quick: bool = False) -> dict[str, str]:
    """Everything about the document for the table of `make bench`: what was measured, and how it came out."""
    costs: dict[str, Cost | str] = {**ours(), **rivals()}
    return {f"document: {name}": str(cost) for name, cost in costs.items()} | document_load.told(
        100 if quick else 1000
    )


def main() -> int:
    """Print everything; returns 1 when a promise about the form is broken."""
    costs = ours()
    lines = {name: str(cost) for name, cost in (*costs.items(), *rivals().items())}
    lines |= document_load.told(1000)
    for name, outcome in lines.items():
        print(f"{name:44} {outcome}")
    sealed = [cost for name, cost in costs.items() if "seal" in name]
    kept = (
        costs["form"].cpu <= MOST_MS,
        max(cost.cpu for cost in sealed) <= MOST_SEALED_MS,
        max(cost.kb for cost in sealed) <= MOST_KB,
    )
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
