"""How long the form takes, beside two other engines printing the same words: `python -m tests.bench.document`.

WeasyPrint and ReportLab come with the dependency group `bench`; without them their lines say so. Every render has
other answers, so that no engine can replay an earlier one. Times are medians; the promises are held against CPU
time, which neighbours on a shared machine disturb less.
"""

import html
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bot import document
from bot.document.fonts import TEMPLATES
from bot.sealing import load_seal
from flows.carried import written
from flows.printed import PrintedForm, PrintedQuestion
from tests.bot import printed_samples as samples
from tests.bot.test_document import MADE_AT
from tests.bot.test_inspection import DATA
from tests.support.seals import key_pair

ROUNDS, WARM_UP = 30, 3
REGULAR = TEMPLATES / "fonts" / "NotoSansTC-Regular.ttf"
SYMBOLS = TEMPLATES / "fonts" / "FormSymbols.ttf"

Draw = Callable[[PrintedForm], bytes]


def varied() -> Iterator[PrintedForm]:
    """Forms of one company, each with another case number and its answers turned around."""
    form = samples.exporter()
    for number in range(ROUNDS + WARM_UP):
        turned = {
            name: replace(question, text=question.text[number % 7 :] + question.text[: number % 7])
            for name, question in form.questions.items()
        }
        yield replace(form, case_number=f"113-{number:04d}", questions=turned)


def measured(name: str, draw: Draw) -> float:
    """Print the medians of a way to draw a form, and return that of its CPU time, in ms."""
    walls, busy, size = [], [], 0
    for printed in varied():
        start, worked = time.perf_counter(), time.process_time()
        size = len(draw(printed))
        walls.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    wall, cpu = statistics.median(walls[WARM_UP:]), statistics.median(busy[WARM_UP:])
    print(f"{name:34} {wall:6.0f} ms  CPU {cpu:5.0f} ms  {size / 1000:5.0f} KB")
    return cpu


def form(printed: PrintedForm) -> bytes:
    """The form itself."""
    return document.render(printed, made_at=MADE_AT, carried=written(DATA))


def previewed(printed: PrintedForm) -> bytes:
    """The form and the picture of its first page."""
    pdf = form(printed)
    document.preview(pdf)
    return pdf


def sealing(kind: str, folder: Path) -> Draw:
    """Form, preview and seal with a key of this kind."""
    seal = load_seal(*key_pair(folder, kind, kind))
    return lambda printed: seal.sealed(previewed(printed), MADE_AT)


def said(question: PrintedQuestion) -> str:
    """A question's answer in words, every option with its box."""
    options = [f"{'☑' if option.ticked else '☐'} {option.label} {option.text}" for option in question.options]
    rows = [f"{row.label} {row.score or row.text}" for row in question.rows]
    cells = ["　".join(line) for line in question.table]
    return "　".join([question.text, *options, *rows, *cells])


def weasyprint() -> Draw:
    """The same words as a ruled HTML table."""
    import weasyprint as engine  # type: ignore[import-not-found]
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

    fonts = FontConfiguration()
    style = engine.CSS(
        string=f"@font-face{{font-family:F;src:url(file://{REGULAR})}}"
        f"@font-face{{font-family:S;src:url(file://{SYMBOLS})}}"
        "@page{size:A4;margin:15mm}body{font:9pt F,S}table{width:100%;border-collapse:collapse}"
        "td{border:.5pt solid;padding:1mm}td:first-child{width:35mm;background:#eee}",
        font_config=fonts,
    )

    def draw(printed: PrintedForm) -> bytes:
        lines = "".join(
            f"<tr><td>{html.escape(question.label)}</td><td>{html.escape(said(question))}</td></tr>"
            for question in printed.questions.values()
        )
        page = engine.HTML(string=f"<h1>{printed.title} {printed.case_number}</h1><table>{lines}</table>")
        content: bytes = page.write_pdf(stylesheets=[style], font_config=fonts)
        return content

    return draw


def reportlab() -> Draw:
    """The same words as a ruled table of paragraphs."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table  # type: ignore[import-untyped]

    pdfmetrics.registerFont(TTFont("F", str(REGULAR)))
    pdfmetrics.registerFont(TTFont("S", str(SYMBOLS)))
    style = ParagraphStyle("cell", fontName="F", fontSize=9, leading=11, wordWrap="CJK")

    def paragraph(text: str) -> Paragraph:
        marked = (
            html.escape(text).replace("☑", '<font name="S">☑</font>').replace("☐", '<font name="S">☐</font>')
        )
        return Paragraph(marked, style)

    def draw(printed: PrintedForm) -> bytes:
        out = io.BytesIO()
        lines = [
            [paragraph(question.label), paragraph(said(question))] for question in printed.questions.values()
        ]
        head = paragraph(f"{printed.title} {printed.case_number}")
        table = Table(lines, colWidths=[100, 410], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
        SimpleDocTemplate(out, pagesize=A4).build([head, table])
        return out.getvalue()

    return draw


def main() -> int:
    """Print the table; returns 1 when the form or the seal takes longer than is promised."""
    with tempfile.TemporaryDirectory() as folder:
        measured("form", form)
        preview = measured("form and preview", previewed)
        sealed = max(
            measured(f"form, preview and {kind.upper()} seal", sealing(kind, Path(folder)))
            for kind in ("ec", "rsa")
        )
    for name, engine in {"WeasyPrint, same words": weasyprint, "ReportLab, same words": reportlab}.items():
        try:
            draw = engine()
        except ImportError:
            print(f"{name:34} not installed: dependency group `bench`")
            continue
        measured(name, draw)
    return 0 if preview <= 60 and sealed <= 120 else 1


if __name__ == "__main__":
    sys.exit(main())
