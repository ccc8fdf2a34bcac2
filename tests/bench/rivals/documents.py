"""The form's words as WeasyPrint and ReportLab print them: one ruled table, the same fonts.

Run in `.venv/rivals` as a program of its own, `documents.py < job.json`: it knows nothing of this project. The job is
`{"regular": font file, "symbols": font file, "warm_up": n, "forms": [{"title": …, "rows": [[label, words], …]}, …]}`;
what comes out is `{engine: {"wall": ms, "cpu": ms, "kb": size}}`, or `{"missing": why}` in place of the figures.
"""

import html
import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

Form = Mapping[str, Any]
Draw = Callable[[Form], bytes]


def weasyprint(job: Mapping[str, Any]) -> tuple[str, Draw]:
    """HTML and CSS, with the font configuration kept as its documentation advises."""
    import weasyprint as engine  # type: ignore[import-not-found]
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

    fonts = FontConfiguration()
    style = engine.CSS(
        string=f"@font-face{{font-family:F;src:url(file://{job['regular']})}}"
        f"@font-face{{font-family:S;src:url(file://{job['symbols']})}}"
        "@page{size:A4;margin:15mm}body{font:9pt F,S}table{width:100%;border-collapse:collapse}"
        "td{border:.5pt solid;padding:1mm}td:first-child{width:35mm;background:#eee}",
        font_config=fonts,
    )

    def draw(form: Form) -> bytes:
        lines = "".join(
            f"<tr><td>{html.escape(label)}</td><td>{html.escape(words)}</td></tr>"
            for label, words in form["rows"]
        )
        page = engine.HTML(string=f"<h1>{html.escape(form['title'])}</h1><table>{lines}</table>")
        content: bytes = page.write_pdf(stylesheets=[style], font_config=fonts)
        return content

    return f"WeasyPrint {engine.__version__}", draw


def reportlab(job: Mapping[str, Any]) -> tuple[str, Draw]:
    """A table of paragraphs."""
    import reportlab as engine  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from reportlab.lib.styles import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
        ParagraphStyle,
    )
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from reportlab.pdfbase.ttfonts import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
        TTFont,
    )
    from reportlab.platypus import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
        Paragraph,
        SimpleDocTemplate,
        Table,
    )

    pdfmetrics.registerFont(TTFont("F", job["regular"]))
    pdfmetrics.registerFont(TTFont("S", job["symbols"]))
    style = ParagraphStyle("cell", fontName="F", fontSize=9, leading=11, wordWrap="CJK")

    def paragraph(text: str) -> Any:
        marked = html.escape(text)
        for box in "☑☐":
            marked = marked.replace(box, f'<font name="S">{box}</font>')
        return Paragraph(marked, style)

    def draw(form: Form) -> bytes:
        out = io.BytesIO()
        lines = [[paragraph(label), paragraph(words)] for label, words in form["rows"]]
        table = Table(lines, colWidths=[100, 410], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
        SimpleDocTemplate(out, pagesize=A4).build([paragraph(form["title"]), table])
        return out.getvalue()

    return f"ReportLab {engine.__version__}", draw


def measured(draw: Draw, forms: list[Form], warm_up: int) -> dict[str, float]:
    """Medians of the renders after the first ones."""
    walls, busy, size = [], [], 0
    for form in forms:
        start, worked = time.perf_counter(), time.process_time()
        size = len(draw(form))
        walls.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    return {
        "wall": statistics.median(walls[warm_up:]),
        "cpu": statistics.median(busy[warm_up:]),
        "kb": size / 1000,
    }


def main() -> None:
    """Read the job, measure every engine that is there, print the outcome."""
    job = json.load(sys.stdin)
    found: dict[str, Any] = {}
    for name, engine in (("WeasyPrint", weasyprint), ("ReportLab", reportlab)):
        try:
            version, draw = engine(job)
        except ImportError as error:
            found[name] = {"missing": f"not installed ({error.name})"}
        except OSError as error:  # WeasyPrint without Pango
            found[name] = {"missing": f"a system library is missing: {str(error).splitlines()[0][:80]}"}
        else:
            found[version] = measured(draw, job["forms"], job["warm_up"])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
