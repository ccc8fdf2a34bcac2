"""What a chapter of the leader's workspace is: a panel, and what a text, a tap or a file sent there means."""

from collections.abc import Sequence
from typing import Protocol

from flows.events.alliance import Entered
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.inbound import Upload
from flows.interface.panel import PanelButton, PanelLine, Phrase, Said
from flows.schemes.alliance.screens.entries import CHAPTER, WorkspaceEntries
from flows.schemes.alliance.screens.panels import button
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

AGAIN: Events = (Asked("again"),)

WEB = "web"
"""The button that asks for the web page, in whichever chapter it stands."""


class Chapter(Protocol):
    """One part of the workspace."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """What it shows."""
        ...

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """What a text means here."""
        ...

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """What a button means; None when it is not one of its own."""
        ...

    def on_upload(self, work: WorkspaceEntries, decision: Decision, upload: Upload) -> Events:
        """What a file means; () where none is wanted."""
        ...


class BaseChapter:
    """A chapter in which nothing is typed and nothing sent."""

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """It is shown again."""
        return AGAIN

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """It has no buttons of its own."""
        return None

    def on_upload(self, work: WorkspaceEntries, decision: Decision, upload: Upload) -> Events:
        """Nothing is wanted."""
        return ()


def opened(chapter: str) -> Entered:
    """This chapter is open now."""
    return Entered(CHAPTER, chapter)


def go(name: str, chapter: str, *, primary: bool = False) -> PanelButton:
    """A button that opens a chapter."""
    return button(name, "go", chapter, primary=primary)


def page(
    name: str,
    body: Said,
    buttons: Sequence[PanelButton] = (),
    lines: Sequence[PanelLine] = (),
    *,
    title: Said | None = None,
    about: str = "",
) -> Panel:
    """A panel of the workspace, titled by the phrase `<name>.title`, with the way back to the board."""
    back = () if name == "board" else (go("board", "board"),)
    return Panel(
        "workspace", name, title or Phrase(f"{name}.title"), body, tuple(lines), (*buttons, *back), about
    )
