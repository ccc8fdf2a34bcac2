"""The commands of the office that are no act on one case; part of bot/cli/commands.py."""

from pathlib import Path

from bot.cli.command import Command, Needs, OneOf, argument
from flows.cases.events import REASONS

DRY_RUN = argument("--dry-run", action="store_true", help="say what would happen, change nothing")

OFFICE = (
    Command(
        "received", "bot.cli.office.received:received",
        "keep a scan of the signed form that came by mail or on paper", Needs.SERVICE,
        (argument("case"), argument("file", type=Path)),
    ),
    Command(
        "audit", "bot.cli.office.audit:audited",
        "who saw or did what, from pages and commands, and what was erased", Needs.SERVICE,
        (
            argument("case", nargs="?"),
            argument("--who", help="a mail address, or an account of the operating system"),
            argument("--days", type=int, default=365, help="how far back; 365 if not given"),
        ),
    ),
    Command(
        "review", "bot.cli.office.review:review", "an act of the office on a case, as on its page", Needs.SERVICE,
        (
            argument("case"),
            argument("act", choices=("approve", "ask", "received", "refuse", "withdraw", "reopen")),
            argument("--note", default="", help="in the office's words; applicants see it where the page says so"),
            argument("--day", default="", help="until when, such as 2026-11-30; the usual day if not given"),
            argument("--reason", action="append", default=[], help="of an ask, once for each",
                choices=REASONS),
            argument("--quiet", dest="tell", action="store_false", help="reopen without telling the applicant"),
        ),
    ),
    Command(
        "requests", "bot.cli.office.answer:listed",
        "what applicants ask of the office and of their data, with the day the law sets", Needs.SERVICE,
    ),
    Command(
        "answer", "bot.cli.office.answer:answered", "answer what an applicant asks, as on the page of the case",
        Needs.SERVICE,
        (
            argument("case"),
            argument("act", choices=("grant", "decline", "extend", "say", "end-chat")),
            argument("--text", default="", help="what the applicant is told; of an extension why it takes longer"),
            argument("--number", type=int, help="which, as `requests` lists them; where there are several"),
        ),
    ),
    Command(
        "replay", "bot.cli.office.replay:replay",
        "a conversation as a transcript test, with an invented answer for each of its own", Needs.SERVICE,
        (argument("case"), argument("--out", type=Path, required=True)),
    ),
    Command(
        "person", "bot.cli.office.person:person_data",
        "everything kept of a case as a ZIP, for the person who asks for it", Needs.SERVICE,
        (argument("case"), argument("--out", type=Path, required=True)),
    ),
    Command(
        "affected", "bot.cli.office.person:affected",
        "whom a breach concerns, as CSV: everybody kept then, or whose case an account saw", Needs.SERVICE,
        (
            argument("--who", help="a mail address, or an account of the operating system"),
            argument("--since", help="the first day, such as 2026-11-30"),
            argument("--until", help="the last day"),
        ),
    ),
    Command(
        "close-year", "bot.cli.office.close_year:close_year",
        "the archive of a programme, then its erasure, each once two people have confirmed it", Needs.SERVICE,
        (
            argument("programme", help="such as diagnosis-113"),
            OneOf((
                argument("--archive", type=Path, metavar="FILE.zip"),
                argument("--erase", type=Path, metavar="FILE.zip", help="the archive that was confirmed"),
            )),
        ),
    ),
    Command(
        "rotate-key", "bot.cli.office.rotation:rotate_key",
        "have everything opened by the present SECRET_KEY alone, and seal what was written before there was one",
        Needs.SERVICE,
    ),
    Command(
        "retention", "bot.cli.office.retention:erase_expired",
        "erase now what is past the time its programme sets; `serve` and `work` do so every night",
        Needs.SERVICE, (DRY_RUN,),
    ),
)  # fmt: skip
