"""What is written or sent as files: sections of prose, the chapters as a PDF, registration copy and slides."""

from dataclasses import replace

from flows.events.alliance import Entered, FileArrived, Remarked
from flows.events.event import Events
from flows.interface.inbound import Media, Upload
from flows.interface.known import Discovered
from flows.interface.panel import PanelLine, Phrase
from flows.schemes.alliance.lists import LEAST_PROSE, MOST_PROSE, PROSE
from flows.schemes.alliance.proposal import Prose
from flows.schemes.alliance.prose_images import MOST_CAPTION, MOST_IMAGES, IllustratedText, illustrated
from flows.schemes.alliance.screens.chapters import AGAIN, WEB, BaseChapter, go, opened, page
from flows.schemes.alliance.screens.entries import WorkspaceEntries
from flows.schemes.alliance.screens.panels import button
from flows.screens.command_words import DONE
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

FILES = ("registration", "slides")
MOST_BYTES = 50_000_000
IMAGE = "image."
"""What the part of a proposal begins with that is an image in a section."""


class ProseChapter(BaseChapter):
    """The chapters of prose: section by section, or as files."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """A section that is being written, or all of them."""
        _, _, section = work.chapter.partition(".")
        if section in PROSE:
            return self._section(work, section)
        if work.prose is not Prose.TYPED:
            return self._file(work)
        missing = work.missing_prose
        lines = [
            PanelLine(
                Phrase(f"prose.{each}"),
                Phrase("prose.length", {"n": str(work.section(each).length)}),
                f"write.{each}",
                tone="info" if each in missing else "done",
            )
            for each in PROSE
        ]
        nearest = missing[0] if missing else PROSE[0]
        return page(
            "prose",
            Phrase("prose.body"),
            [go("write", f"prose.{nearest}", primary=True), button(WEB, WEB)],
            lines,
        )

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """Another paragraph of the section that is open; 完成 closes it."""
        _, _, section = work.chapter.partition(".")
        if section not in PROSE:
            return AGAIN
        if text.strip().casefold() in DONE:
            left = [each for each in work.missing_prose if each != section]
            return (opened(f"prose.{left[0]}" if left else "prose"),)
        before = work.section(section)
        if before.uncaptioned:
            return _captioned(decision, section, before, text.strip())
        after = replace(before, text=before.with_line(text.strip()))
        if after.length > MOST_PROSE:
            over = {"over": str(after.length - MOST_PROSE), "most": str(MOST_PROSE)}
            return (Remarked("prose.too_long", "rejected", over),)
        kept = Remarked("prose.kept", "done", {"n": str(after.length)})
        return (Entered(f"prose.{section}", after.text), kept)

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """A section to write, to clear; that the own book agrees with what was entered."""
        _, _, section = work.chapter.partition(".")
        if act.startswith("write.") and act.removeprefix("write.") in PROSE:
            return (opened(f"prose.{act.removeprefix('write.')}"),)
        if act == "clear" and section in PROSE:
            return (
                Entered(f"prose.{section}"),
                Entered(f"images.{section}"),
                Remarked("prose.cleared", "done"),
            )
        if act == "no_caption" and section in PROSE:
            return _captioned(decision, section, work.section(section), _title(decision, section))
        if act == "agrees" and work.prose is Prose.OWN_BOOK:
            return (Entered("own_book_agrees", True), Remarked("prose.agrees", "done"))
        return None

    def on_upload(self, work: WorkspaceEntries, decision: Decision, upload: Upload) -> Events:
        """The chapters, or the whole book, as a PDF; an image for the section that is open."""
        if work.prose is Prose.TYPED:
            return _image(work, upload)
        part = {Prose.PDF: "own_prose", Prose.OWN_BOOK: "own_book"}.get(work.prose, "")
        return _arrived(part, upload)

    def _section(self, work: WorkspaceEntries, section: str) -> Panel:
        written = work.section(section)
        facts = {"n": str(written.length), "least": str(LEAST_PROSE), "most": str(MOST_PROSE)}
        body, buttons = Phrase("prose.section", facts), [button("clear", "clear")] if written.text else []
        if number := written.uncaptioned:
            body = Phrase("prose.caption", {"n": str(number), "most": str(MOST_CAPTION)})
            buttons = [button("no_caption", "no_caption")]
        lines = [
            PanelLine(
                Phrase("prose.image", {"n": str(image.number)}), image.caption or Phrase("prose.image_open")
            )
            for image in written.placed
        ]
        about = f"{section} {len(written.text)} {written.uncaptioned}"
        return page("prose", body, buttons, lines, title=Phrase(f"prose.{section}"), about=about)

    def _file(self, work: WorkspaceEntries) -> Panel:
        own = work.prose is Prose.OWN_BOOK
        part = "own_book" if own else "own_prose"
        buttons = [button("agrees", "agrees", primary=True)] if own and work.file(part) else []
        return page("prose", Phrase(f"prose.{part}"), buttons, [_line(work, part)], about=part)


class AttachmentsChapter(BaseChapter):
    """The copy of the registration, and the slides; what is sent goes where something is missing, or where one says."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """Which file is wanted now."""
        wanted = self._wanted(work)
        lines = [_line(work, part) for part in FILES]
        buttons = [go(part, f"files.{part}") for part in FILES if part != wanted]
        return page("files", Phrase(f"files.{wanted}"), buttons, lines, about=wanted)

    def on_upload(self, work: WorkspaceEntries, decision: Decision, upload: Upload) -> Events:
        """A file for what is wanted."""
        return _arrived(self._wanted(work), upload)

    def _wanted(self, work: WorkspaceEntries) -> str:
        _, _, named = work.chapter.partition(".")
        missing = [part for part in FILES if work.file(part) is None]
        return named if named in FILES else (missing or FILES)[0]


def on_file(decision: Decision, found: Discovered) -> Events:
    """What came of a file: kept under its hash, or why not."""
    data = found.data
    if refused := data.get("refused"):
        return (Remarked(f"files.refused.{refused}", "rejected"),)
    part, facts = str(data["part"]), {"name": str(data["name"]), "pages": str(data.get("pages", ""))}
    if part.startswith(IMAGE):
        return _placed(decision, part.removeprefix(IMAGE).partition(".")[0], str(data["file"]))
    kept = {key: data[key] for key in ("file", "name", "type", "pages", "size") if key in data}
    after = (opened("files"),) if part in FILES else ()
    return (Entered(f"file.{part}", kept), Remarked("files.kept", "done", facts), *after)


def image_part(section: str, written: IllustratedText) -> str:
    """The part of the proposal that the next image of a section is."""
    return f"{IMAGE}{section}.{written.next_number}"


def _image(work: WorkspaceEntries, upload: Upload) -> Events:
    """An image for the section that is open, behind what is written there so far."""
    if upload.media not in (Media.PHOTO, Media.FILE):
        return ()
    _, _, section = work.chapter.partition(".")
    if section not in PROSE:
        return (Remarked("prose.image_where", "rejected"),)
    written = work.section(section)
    if len(written.placed) >= MOST_IMAGES:
        return (Remarked("prose.images_full", "rejected", {"most": str(MOST_IMAGES)}),)
    return _arrived(image_part(section, written), upload)


def _placed(decision: Decision, section: str, file: str) -> Events:
    """An image that was kept: it stands at the end of its section."""
    before = illustrated(decision.session.entries, section)
    number = before.next_number
    line = _line_of_image(decision, number, "")
    return (
        Entered(f"images.{section}", {**before.images, str(number): {"file": file}}),
        Entered(f"prose.{section}", before.with_line(line)),
        Remarked("prose.image_kept", "done", {"n": str(number)}),
    )


def _captioned(decision: Decision, section: str, before: IllustratedText, caption: str) -> Events:
    """What is said below the first image that has nothing below it yet."""
    number, plain = before.uncaptioned, " ".join(caption.split())
    if not number:
        return AGAIN
    if len(plain) > MOST_CAPTION:
        return (Remarked("prose.caption_long", "rejected", {"most": str(MOST_CAPTION)}),)
    line = _line_of_image(decision, number, plain)
    return (
        Entered(f"prose.{section}", before.captioned(number, line)),
        Remarked("prose.captioned", "done", {"n": str(number)}),
    )


def _line_of_image(decision: Decision, number: int, caption: str) -> str:
    return decision.edition.speak(decision.session.language).say(
        "prose.image_line", n=number, caption=caption
    )


def _title(decision: Decision, section: str) -> str:
    return decision.edition.speak(decision.session.language).say(f"prose.{section}").rpartition("：")[2]


def _arrived(part: str, upload: Upload) -> Events:
    if not part or upload.media not in (Media.PHOTO, Media.FILE):
        return ()
    if upload.size > MOST_BYTES:
        return (Remarked("files.refused.too_large", "rejected"),)
    return (FileArrived(part, upload.ref, upload.name),)


def _line(work: WorkspaceEntries, part: str) -> PanelLine:
    found = work.file(part)
    return PanelLine(
        Phrase(f"button.{part}"),
        found["name"] if found else Phrase("files.missing"),
        tone="done" if found else "info",
    )
