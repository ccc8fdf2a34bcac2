"""What our pages run in a browser: little, and nothing the policy of the pages forbids."""

from bot.paths import SHARED

MOST_OWN_LINES = 400

MOST_PAD_LINES = 120
"""Of the pad for signatures (docs/decisions/0036-signing-on-a-web-page.md)."""


def test_our_own_script_stays_small_and_runs_under_the_policy() -> None:
    own = sorted((SHARED / "web" / "static").glob("*.js"))
    assert sum(file.read_text("utf-8").count("\n") for file in own) <= MOST_OWN_LINES
    (pad,) = sorted((SHARED / "signing").glob("*.js"))
    assert pad.read_text("utf-8").count("\n") <= MOST_PAD_LINES
    folders = (SHARED / "web", SHARED / "signing")
    pages = [file.read_text("utf-8") for folder in folders for file in folder.rglob("*.html")]
    assert not any(" style=" in page or " onclick=" in page or "javascript:" in page for page in pages)
    assert all(
        (SHARED / "web" / "vendor" / f"{name}.LICENSE.txt").is_file() for name in ("htmx", "idiomorph")
    )
