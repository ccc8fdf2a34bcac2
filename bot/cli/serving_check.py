"""What `serve` and `work` cannot do without, looked for before they start, so that one start names every problem."""

import ssl
from pathlib import Path

from bot.config.catalogue import catalogue_of, shipped_schemes
from bot.config.programme_file import BadProgramme, read_programmes
from bot.config.settings import BadSettings, Settings, look_at_environment
from storage.engine.database import Database


def serving_settings(dotenv: Path = Path(".env")) -> Settings:
    """The settings of a service that stays. Raises BadSettings with all that is wrong in them and their files."""
    settings, problems = look_at_environment(dotenv)
    told = {problem.partition(":")[0] for problem in problems}
    for problem in (*serving_problems(settings), *_file_problems(settings)):
        if told.isdisjoint(problem.partition(":")[0].replace(" or ", ", ").split(", ")):
            problems.append(problem)
    if problems:
        raise BadSettings(problems)
    return settings


def serving_problems(settings: Settings) -> list[str]:
    """The settings `serve` and `work` miss."""
    line, webhook = settings.line_channel_secret, settings.telegram_mode == "webhook"
    checks = {
        "SMTP_URL: missing; or set MAIL_DIR to a folder to write mails to instead": not settings.smtp_url
        and not settings.mail_dir,
        "MAIL_FROM: missing; the address mails are sent from": not settings.mail_from,
        "LINE_CHANNEL_SECRET: missing; without it webhooks cannot be verified": not line
        and (settings.line_channel_access_token or settings.line_channel_id),
        "LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID: missing; without one nothing can be answered": line
        and not settings.line_on,
        "PUBLIC_URL: missing; LINE gets documents as links beneath it": line and not settings.public_url,
        "PUBLIC_URL: missing; Telegram sends webhooks beneath it": settings.telegram_token
        and webhook
        and not settings.public_url,
        "TELEGRAM_WEBHOOK_SECRET: missing; without it webhooks cannot be verified": settings.telegram_token
        and webhook
        and not settings.telegram_webhook_secret,
        "SEAL_CERT_FILE, SEAL_KEY_FILE: a seal needs both": bool(settings.seal_cert_file)
        != bool(settings.seal_key_file),
        "SEAL_CERT_FILE, SEAL_KEY_FILE: missing; SIGN_IN_CHAT closes what is signed with the seal": (
            settings.sign_in_chat and not settings.seal_cert_file
        ),
        "PUBLIC_URL: SIGN_IN_CHAT needs an https:// address": settings.sign_in_chat
        and not settings.public_url.startswith("https://"),
        "SIGN_IN_CHAT_AGREED: missing; the programme's agreement to signing online: date, letter, who": (
            settings.sign_in_chat and not settings.sign_in_chat_agreed
        ),
    }
    return [problem for problem, missing in checks.items() if missing]


def _file_problems(settings: Settings) -> list[str]:
    """What is wrong inside the files that are named, and with the database's address."""
    return [
        *_database_problems(settings.database_url),
        *_programme_problems(settings.programme_file),
        *_mailbox_problems(settings),
        *_seal_problems(settings),
        *_authority_problems(settings.smtp_ca_file),
        *(
            f"{name}: {folder} is no folder"
            for name, folder in (("MAIL_DIR", settings.mail_dir), ("BOUNCE_DIR", settings.bounce_dir))
            if folder and Path(folder).exists() and not Path(folder).is_dir()
        ),
    ]


def _database_problems(url: str) -> list[str]:
    try:
        Database.check_address(url)
    except ValueError as error:
        return [f"DATABASE_URL: {str(error).removeprefix('DATABASE_URL ')}"]
    return []


def _programme_problems(file: Path) -> list[str]:
    try:
        catalogue_of(read_programmes(file))
    except BadProgramme as error:
        return [f"PROGRAMME_FILE: {problem}" for problem in error.problems]
    except BadSettings as error:
        return error.problems
    return []


def _mailbox_problems(settings: Settings) -> list[str]:
    """The schemes whose staff have no mailbox; those of the programmes, or where these cannot be read, all."""
    try:
        schemes = {programme.scheme for programme in read_programmes(settings.programme_file)}
    except BadProgramme:
        schemes = {each.folder.name for each in shipped_schemes()}
    missing = sorted(scheme for scheme in schemes if not settings.staff_mailbox(scheme))
    if not missing:
        return []
    return [f"MAIL_TO: missing; the mailbox that receives the applications of {', '.join(missing)}"]


def _seal_problems(settings: Settings) -> list[str]:
    if not (settings.seal_cert_file and settings.seal_key_file):
        return []
    from bot.documents.seal import seal_of

    try:
        seal_of(settings)
    except BadSettings as error:
        return error.problems
    return []


def _authority_problems(file: str) -> list[str]:
    try:
        ssl.create_default_context(cafile=file or None)
    except (OSError, ssl.SSLError):
        return ["SMTP_CA_FILE: no certificates in PEM can be read from it"]
    return []
