"""Settings: the environment (or a .env file) as one frozen value; every problem is reported at once."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bot.config.paths import TEMPLATES
from bot.mail.imap_url import ImapTarget
from bot.mail.smtp_url import SmtpTarget

SHIPPED_PROGRAMME = TEMPLATES / "programme" / "113.toml"


class BadSettings(Exception):
    """The environment cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service runs with; README has the table. A channel without its token is off."""

    database_url: str = "sqlite:///data/bot.db"
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    secret_key: str = ""
    programme_file: Path = SHIPPED_PROGRAMME
    telegram_token: str = ""
    telegram_mode: str = "polling"
    telegram_webhook_secret: str = ""
    telegram_api_url: str = "https://api.telegram.org"
    line_channel_id: str = ""
    line_channel_secret: str = ""
    line_channel_access_token: str = ""
    line_api_url: str = "https://api.line.me"
    line_data_api_url: str = "https://api-data.line.me"
    smtp_url: str = ""
    smtp_ca_file: str = ""
    mail_from: str = ""
    mail_to: str = ""
    mail_dir: str = ""
    operator_mail: str = ""
    security_contact: str = ""
    bounce_dir: str = ""
    bounce_imap_url: str = ""
    registry_gcis_url: str = ""
    registry_fia_url: str = ""
    registry_g0v_url: str = ""
    seal_cert_file: Path | None = None
    seal_key_file: Path | None = None
    seal_key_password: str = ""
    fonts_dir: Path | None = None
    log_level: str = "INFO"

    @property
    def line_on(self) -> bool:
        """Whether LINE can be answered: with a long-lived token, or with tokens issued by channel id and secret."""
        return bool(self.line_channel_access_token or (self.line_channel_id and self.line_channel_secret))

    @property
    def link_url(self) -> str:
        """Where links for applicants begin: PUBLIC_URL, or this very server."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def mailed_link_url(self) -> str:
        """Where links in mails begin; empty when whoever reads the mail could not follow them."""
        local = not self.smtp_url or SmtpTarget.parse(self.smtp_url).local
        return self.link_url if self.public_url or local else ""


_PREFIXES = (
    "TELEGRAM_",
    "LINE_",
    "SMTP_",
    "MAIL_",
    "OPERATOR_",
    "BOUNCE_",
    "REGISTRY_",
    "SEAL_",
    "SECURITY_",
)
"""A variable that begins like one of ours but is none is a typing slip, and said so."""

T = TypeVar("T")


def read_settings(environment: Mapping[str, str] | None = None, *, dotenv: Path = Path(".env")) -> Settings:
    """Settings from the environment over a .env file. Raises BadSettings with every problem."""
    given = {**_dotenv(dotenv), **(os.environ if environment is None else environment)}
    known = {part.name.upper(): part.name for part in fields(Settings)}
    problems = [f"{name}: unknown setting; see the table in README" for name in sorted(_strays(given, known))]
    values: dict[str, Any] = {}
    for variable, name in known.items():
        text = given.get(variable, "").strip()
        if text:
            values[name] = _parsed(variable, text, problems)
    if problems:
        raise BadSettings(problems)
    return Settings(**values)


def _strays(given: Mapping[str, str], known: Mapping[str, str]) -> set[str]:
    return {name for name in given if name.startswith(_PREFIXES) and name not in known}


def _parsed(variable: str, text: str, problems: list[str]) -> Any:
    parsers: Mapping[str, Callable[[str], Any]] = {
        "PORT": _port,
        "PROGRAMME_FILE": _file,
        "SEAL_CERT_FILE": _file,
        "SEAL_KEY_FILE": _file,
        "FONTS_DIR": _folder,
        "TELEGRAM_MODE": _one_of("polling", "webhook"),
        "LOG_LEVEL": _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "PUBLIC_URL": _web_address,
        "SECURITY_CONTACT": _contacts,
    }
    try:
        return parsers.get(variable, str)(text)
    except ValueError as error:
        problems.append(f"{variable}: {error}")
        return None


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) < 65536:
        raise ValueError("must be a number from 0 to 65535")
    return int(text)


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise ValueError(f"no file at {text}")
    return path


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise ValueError(f"no folder at {text}")
    return path


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return text

    return parse


def _web_address(text: str) -> str:
    if urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname:
        raise ValueError("must be a web address such as https://apply.example.org")
    return text


def _contacts(text: str) -> str:
    """Addresses of people and pages as RFC 9116 wants them: URIs, separated by commas."""
    given = [one.strip() for one in text.split(",")]
    found = [f"mailto:{one}" if "@" in one and ":" not in one else one for one in given]
    if not all(re.fullmatch(r"(mailto:|https://|tel:)[!-~]+", one) for one in found):
        raise ValueError("must be mail addresses, https:// pages or tel: numbers, separated by commas")
    return ",".join(found)


def _dotenv(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a .env file; quotes around a value are dropped."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (
        line.removeprefix("export ").partition("=") for line in lines if line and not line.startswith("#")
    )
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def serving_problems(settings: Settings) -> list[str]:
    """What `serve` and `work` cannot do without."""
    problems = _address_problems(settings)
    if not settings.smtp_url and not settings.mail_dir:
        problems.append("SMTP_URL: missing; or set MAIL_DIR to a folder to write mails to instead")
    if (settings.smtp_url or settings.mail_dir) and not settings.mail_from:
        problems.append("MAIL_FROM: missing; the address mails are sent from")
    if settings.smtp_url and not settings.mail_to:
        problems.append("MAIL_TO: missing; the programme's mailbox that receives applications")
    if (settings.line_channel_access_token or settings.line_channel_id) and not settings.line_channel_secret:
        problems.append("LINE_CHANNEL_SECRET: missing; without it webhooks cannot be verified")
    if settings.line_channel_secret and not settings.line_on:
        problems.append(
            "LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID: missing; without one nothing can be answered"
        )
    if settings.line_channel_secret and not settings.public_url:
        problems.append("PUBLIC_URL: missing; LINE gets documents as links beneath it")
    webhook = settings.telegram_token and settings.telegram_mode == "webhook"
    if webhook and not settings.public_url:
        problems.append("PUBLIC_URL: missing; Telegram sends webhooks beneath it")
    if webhook and not settings.telegram_webhook_secret:
        problems.append("TELEGRAM_WEBHOOK_SECRET: missing; without it webhooks cannot be verified")
    return problems


def _address_problems(settings: Settings) -> list[str]:
    """What cannot be read of the mail servers' addresses."""
    problems = []
    for url, parse in (
        (settings.smtp_url, SmtpTarget.parse),
        (settings.bounce_imap_url, ImapTarget.parse),
    ):
        try:
            parse(url) if url else None
        except ValueError as error:
            problems.append(str(error))
    return problems
