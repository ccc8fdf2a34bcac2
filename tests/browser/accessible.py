"""Whether a page can be used without eyes or a mouse, as far as axe-core can tell (its package brings it along)."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Frame, Page

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
"""Everything of WCAG 2.2 A and AA that can be found by a program, and what it recommends besides."""


async def violations(page: Page | Frame) -> list[str]:
    """What is wrong: the rule, and where."""
    found = await Axe().run(page, options=OPTIONS)
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]
