"""Every command of `python -m bot`, in the order of its help."""

from pathlib import Path

from bot.cli.command import Command, Needs, OneOf, argument
from bot.cli.office.commands import DRY_RUN, OFFICE
from bot.languages import LANGUAGES
from flows.definitions.languages import CHINESE

CASE = argument("case")

SERVICE = (
    Command(
        "serve", "bot.cli.serve:serve", "webhooks, pages and worker in one process",
        arguments=(argument("--no-worker", dest="work", action="store_false", help="leave the jobs to `work`"),),
    ),
    Command("work", "bot.cli.serve:work", "a worker only"),
    Command("migrate", "bot.cli.database:migrate", "bring the database to this version's schema", Needs.SETTINGS),
    Command(
        "backup", "bot.cli.database:backup", "copy the SQLite database to a new file while it is in use",
        Needs.SETTINGS, (argument("file", type=Path),),
    ),
    Command(
        "scrub", "bot.cli.scrub:scrub",
        "remove from the database's files what was erased; holds the service up meanwhile", Needs.SETTINGS,
    ),
)  # fmt: skip

TRIAL = (
    Command(
        "demo", "bot.demo.demo:demo",
        "everything embedded: a chat to apply in and the staff mailbox beside it", Needs.SETTINGS,
        (
            argument("--fresh", action="store_true", help="forget what was there before"),
            argument("--empty", action="store_true", help="begin without invented cases"),
        ),
    ),
    Command(
        "rehearse", "bot.demo.rehearsal:rehearse", "play a persona, an alliance or a review",
        arguments=(
            argument("persona", type=Path),
            argument("--out", type=Path, required=True, help="folder for transcript, mails and report"),
            argument("--channel", choices=("web", "line", "telegram"), default="",
                     help="default: what the file says, else web"),
        ),
    ),
    Command(
        "render", "bot.cli.render:render_file", "the document alone, from an answers file", Needs.SETTINGS,
        (
            argument("answers", type=Path),
            argument("out", type=Path),
            argument(
                "--lang", dest="language", choices=LANGUAGES, default=CHINESE,
                help="en: a copy for reading only",
            ),
        ),
    ),
    Command(
        "inspect", "bot.cli.verify:inspect_file",
        "is a PDF genuine and unaltered? exit 0 yes, 1 no, 2 cannot tell",
        Needs.SETTINGS, (argument("file", type=Path),),
    ),
    Command(
        "lint", "bot.cli.lint:lint_folders", "check a questionnaire; exit 1 with places and remedies",
        arguments=(
            argument(
                "folders", metavar="folder", type=Path, nargs="*",
                help="default: every questionnaire in flows/schemes/diagnosis",
            ),
            argument("--publish", action="store_true", help="fix the present content of new versions"),
        ),
    ),
)  # fmt: skip

LINE = (
    Command(
        "line-menu", "bot.cli.line_account:menu", "LINE's rich menu: draw and install it, or remove it",
        Needs.SETTINGS, (argument("action", choices=("install", "remove")),),
    ),
    Command(
        "line-check", "bot.cli.line_account:check",
        "ask LINE whether it would show every question; exit 1 if not", Needs.SETTINGS,
    ),
)  # fmt: skip

STAFF = (
    Command(
        "list", "bot.cli.staff:listed", "all applications, one a line", Needs.SERVICE,
        (
            argument("--unsigned", action="store_true", help="only those no signed copy has come of"),
            argument("--stage", help="only those in this stage, as the desk names it, or as in `review`"),
        ),
    ),
    Command("show", "bot.cli.staff:shown", "everything about one case", Needs.SERVICE, (CASE,)),
    Command(
        "export", "bot.cli.export:export", "all applications to standard output or a file", Needs.SERVICE,
        (
            argument("--format", dest="form", choices=("csv", "xlsx", "json"), default="csv"),
            argument("--out", type=Path),
        ),
    ),
    Command(
        "resend", "bot.cli.staff:resent", "send the mails of a case again, with the same Message-ID",
        Needs.SERVICE, (CASE, DRY_RUN),
    ),
    Command(
        "erase", "bot.cli.staff:erased", "erase everything personal of a case", Needs.SERVICE, (CASE, DRY_RUN)
    ),
    Command(
        "unlock", "bot.cli.decisions:unlocked",
        "let people who named wrong check codes for a case try again at once", Needs.SERVICE, (CASE,),
    ),
    Command(
        "replace", "bot.cli.decisions:replaced",
        "allow a case to take the place of the earlier one of its company, or not", Needs.SERVICE,
        (
            CASE,
            OneOf((
                argument("--allow", dest="allowed", action="store_true"),
                argument("--refuse", dest="allowed", action="store_false"),
            )),
            DRY_RUN,
        ),
    ),
    Command(
        "signed", "bot.cli.decisions:signed",
        "say that the form returned for a case is signed: no more reminders", Needs.SERVICE, (CASE,),
    ),
    Command(
        "place", "bot.cli.decisions:placed", "decide about the place of a company that no register knows",
        Needs.SERVICE,
        (
            CASE,
            OneOf((
                argument("--grant", dest="granted", action="store_true"),
                argument("--refuse", dest="granted", action="store_false"),
            )),
            DRY_RUN,
        ),
    ),
    Command(
        "links", "bot.cli.decisions:links_revoked", "close every link to the documents of a case", Needs.SERVICE,
        (argument("action", choices=("revoke",), handed=False), CASE, DRY_RUN),
    ),
    Command(
        "assign", "bot.cli.consultations:assigned",
        "ask a consultant to take a case; without --consultant: who fits, and why", Needs.SERVICE,
        (
            CASE,
            argument("--consultant", default="", help="mail address of one of them"),
            argument("--reason", default="", help="why it is none of the three who fit best"),
        ),
    ),
    Command(
        "schedule", "bot.cli.consultations:scheduled",
        "propose times for a visit, note what was agreed, cancel it, or note that it was", Needs.SERVICE,
        (
            CASE,
            argument(
                "--time", dest="times", action="append", default=[], help="Taipei time: 2026-12-10T14:00; up to 3"
            ),
            argument("--minutes", type=int, default=90),
            argument("--online", default="", metavar="LINK"),
            argument("--onsite", default="", metavar="ADDRESS"),
            argument("--agreed", action="store_true", help="the one time is agreed on, or the visit is moved to it"),
            argument("--cancel", default="", metavar="REASON"),
            argument("--held", default="", metavar="MINUTES", help="the visit was; notes of it"),
        ),
    ),
    Command(
        "deliver", "bot.cli.consultations:delivered",
        "keep a case's written advice, and let the applicant have it", Needs.SERVICE,
        (
            CASE,
            argument("--file", type=Path, help="the advice, PDF or DOCX"),
            argument("--release", action="store_true", help="let the applicant have it; without --file always"),
        ),
    ),
    Command("stats", "bot.cli.staff:stats", "how many, and what is stuck", Needs.SERVICE),
)  # fmt: skip

COMMANDS = (*SERVICE, *TRIAL, *LINE, *STAFF, *OFFICE)
