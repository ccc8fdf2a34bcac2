"""The commands of the office that are no act on one case; part of bot/cli/commands.py."""

from pathlib import Path

from bot.cli.command import Command, Needs, argument

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
