"""Settings: the environment (or a .env file) as one frozen value; every problem is reported at once."""

import os
import re
from email.utils import getaddresses
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.mail.imap_url import ImapTarget
from bot.mail.smtp_url import SmtpTarget
from bot.paths import TEMPLATES

SHIPPED_PROGRAMME = TEMPLATES / "diagnosis" / "programmes" / "113.toml"


class BadSettings(Exception):
    """The environment cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _port(text: object) -> int:
    digits = str(text).strip()
    if not digits.isdecimal() or not 0 <= int(digits) < 65536:
        raise ValueError("must be a number from 0 to 65535")
    return int(digits)


def _file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"no file at {path}")
    return path


def _files(named: Path) -> Path:
    """Files and folders with a `:` between them, as in PATH; see read_programmes."""
    for path in map(Path, str(named).split(os.pathsep)):
        if not path.is_file() and not path.is_dir():
            raise ValueError(f"no file at {path}")
    return named


def _file_name(text: str) -> str:
    return str(_file(Path(text))) if text else text


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError(f"no folder at {path}")
    return path


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if text and not usable:
        raise ValueError("must be a web address such as https://apply.example.org")
    return text


def _contacts(text: str) -> str:
    """Addresses of people and pages as RFC 9116 wants them: URIs, separated by commas."""
    given = [one.strip() for one in text.split(",")] if text else []
    found = [f"mailto:{one}" if "@" in one and ":" not in one else one for one in given]
    if not all(re.fullmatch(r"(mailto:|https://|tel:)[!-~]+", one) for one in found):
        raise ValueError("must be mail addresses, https:// pages or tel: numbers, separated by commas")
    return ",".join(found)


def _mail_addresses(text: str) -> str:
    found = [address for _, address in getaddresses([text])] if text else []
    if not all(re.fullmatch(r"[^@\s]+@[^@\s]+", address) for address in found) or re.search(r"[\r\n]", text):
        raise ValueError("must be mail addresses such as apply@example.org, separated by commas")
    return text


def _telegram_token(text: str) -> str:
    if text and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", text):
        raise ValueError("must be a bot's token as BotFather gives it: digits, a colon, letters")
    return text


def _webhook_secret(text: str) -> str:
    """https://core.telegram.org/bots/api#setwebhook, secret_token."""
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise ValueError("must be 1 to 256 of A-Z a-z 0-9 _ -")
    return text


def _smtp_url(text: str) -> str:
    if text:
        SmtpTarget.parse(text)
    return text


def _imap_url(text: str) -> str:
    if text:
        ImapTarget.parse(text)
    return text


Port = Annotated[int, BeforeValidator(_port)]
File = Annotated[Path, AfterValidator(_file)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
MailAddresses = Annotated[str, AfterValidator(_mail_addresses)]
Secret = Field(default="", repr=False)
"""Left out of every printed form; no error repeats a value that it is about."""


class Settings(BaseSettings):
    """What the service runs with; docs/settings.md has the table. A channel without its token is off. Made by hand it
    holds what it is given and defaults; only `read_settings` looks at the environment."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=str.upper,
        populate_by_name=True,
        case_sensitive=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    database_url: str = Field(default="sqlite:///data/bot.db", repr=False)
    public_url: WebAddress = ""
    host: str = "127.0.0.1"
    port: Port = 8080
    secret_key: str = Secret
    programme_file: Annotated[Path, AfterValidator(_files)] = SHIPPED_PROGRAMME
    telegram_token: Annotated[str, AfterValidator(_telegram_token)] = Secret
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: Annotated[str, AfterValidator(_webhook_secret)] = Secret
    telegram_api_url: WebAddress = "https://api.telegram.org"
    line_channel_id: str = ""
    line_channel_secret: str = Secret
    line_channel_access_token: str = Secret
    line_api_url: WebAddress = "https://api.line.me"
    line_data_api_url: WebAddress = "https://api-data.line.me"
    smtp_url: Annotated[str, AfterValidator(_smtp_url)] = Secret
    smtp_ca_file: Annotated[str, AfterValidator(_file_name)] = ""
    mail_from: MailAddresses = ""
    mail_to: MailAddresses = ""
    mail_dir: str = ""
    operator_mail: MailAddresses = ""
    security_contact: Annotated[str, AfterValidator(_contacts)] = ""
    bounce_dir: str = ""
    bounce_imap_url: Annotated[str, AfterValidator(_imap_url)] = Secret
    registry_gcis_url: WebAddress = ""
    registry_fia_url: WebAddress = ""
    registry_g0v_url: WebAddress = ""
    seal_cert_file: File | None = None
    seal_key_file: File | None = None
    seal_key_password: str = Secret
    fonts_dir: Annotated[Path, AfterValidator(_folder)] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the caller gives, and nothing else: see `read_settings`."""
        return (init_settings,)

    @model_validator(mode="before")
    @classmethod
    def _given(cls, values: dict[str, Any]) -> dict[str, Any]:
        """A variable that is set to nothing is as one that is not set."""
        return {name: value for name, value in values.items() if not isinstance(value, str) or value.strip()}

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


def read_settings(*, dotenv: Path = Path(".env")) -> Settings:
    """Settings from the environment over a .env file. Raises BadSettings with every problem."""
    settings, problems = look_at_environment(dotenv)
    if problems:
        raise BadSettings(problems)
    return settings


def look_at_environment(dotenv: Path = Path(".env")) -> tuple[Settings, list[str]]:
    """The settings as far as they can be read, defaults in the place of the others, and every problem with them."""
    file, environment = DotEnvSettingsSource(Settings, env_file=dotenv), EnvSettingsSource(Settings)
    names = {name.upper() for name in Settings.model_fields}
    strays = {name for name in {*file.env_vars, *environment.env_vars} - names if name.startswith(_PREFIXES)}
    problems = [f"{name}: unknown setting; see the table in docs/settings.md" for name in sorted(strays)]
    values = {**file(), **environment()}
    try:
        return Settings(**values), problems
    except ValidationError as error:
        wrong = {str(each["loc"][0]): each for each in error.errors(include_url=False, include_input=False)}
    problems += [_told(variable, each["msg"]) for variable, each in wrong.items()]
    return Settings(**{name: value for name, value in values.items() if name not in wrong}), problems


def _told(variable: str, message: str) -> str:
    """The library's message in the words of ours, where the variable's name comes first, once."""
    text = message.removeprefix("Value error, ").replace("Input should be", "must be")
    return text if text.startswith(f"{variable}:") else f"{variable}: {text}"
