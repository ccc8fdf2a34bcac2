"""Settings: the environment (or a .env file) as one frozen value; every problem is reported at once."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.config import setting_checks as checks
from bot.config.staff_mail import checked_staff
from bot.mail.smtp_url import SmtpTarget
from bot.paths import SCHEMES, TEMPLATES

SHIPPED_PROGRAMME = TEMPLATES / "diagnosis" / "programmes" / "113.toml"


class BadSettings(Exception):
    """The environment cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


Port = Annotated[int, BeforeValidator(checks.port)]
File = Annotated[Path, AfterValidator(checks.file)]
WebAddress = Annotated[str, AfterValidator(checks.web_address)]
MailAddresses = Annotated[str, AfterValidator(checks.mail_addresses)]
Secret = Field(default="", repr=False)
"""Left out of every printed form; no error repeats a value that it is about."""


class Settings(BaseSettings):
    """What the service runs with; docs/settings.md has the table. A channel without its token is off. Made by hand it
    holds what it is given and defaults; only `read_settings` looks at the environment."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="allow",
        alias_generator=str.upper,
        populate_by_name=True,
        case_sensitive=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    __pydantic_extra__: dict[str, MailAddresses] = Field(init=False)  # MAIL_TO_<SCHEME>: `staff_mailbox`
    database_url: str = Field(default="sqlite:///data/bot.db", repr=False)
    public_url: WebAddress = ""
    host: str = "127.0.0.1"
    port: Port = 8080
    secret_key: str = Secret
    secret_key_old: str = Secret
    programme_file: Annotated[Path, AfterValidator(checks.files)] = SHIPPED_PROGRAMME
    telegram_token: Annotated[str, AfterValidator(checks.telegram_token)] = Secret
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: Annotated[str, AfterValidator(checks.webhook_secret)] = Secret
    telegram_api_url: WebAddress = "https://api.telegram.org"
    line_channel_id: str = ""
    line_channel_secret: str = Secret
    line_channel_access_token: str = Secret
    line_staff_chat: bool = False
    line_push_quota: Annotated[int, Field(ge=0)] = 0
    line_api_url: WebAddress = "https://api.line.me"
    line_data_api_url: WebAddress = "https://api-data.line.me"
    smtp_url: Annotated[str, AfterValidator(checks.smtp_url)] = Secret
    smtp_ca_file: Annotated[str, AfterValidator(checks.file_name)] = ""
    mail_from: MailAddresses = ""
    mail_to: MailAddresses = ""
    mail_dir: str = ""
    operator_mail: MailAddresses = ""
    staff_mail: Annotated[str, AfterValidator(checked_staff)] = ""
    security_contact: Annotated[str, AfterValidator(checks.contacts)] = ""
    bounce_dir: str = ""
    clamd_url: Annotated[str, AfterValidator(checks.clamd_address)] = ""
    bounce_imap_url: Annotated[str, AfterValidator(checks.imap_url)] = Secret
    registry_gcis_url: WebAddress = ""
    registry_fia_url: WebAddress = ""
    registry_g0v_url: WebAddress = ""
    seal_cert_file: File | None = None
    seal_key_file: File | None = None
    seal_key_password: str = Secret
    sign_in_chat: bool = False
    sign_in_chat_agreed: str = ""
    trusted_proxy: Annotated[str, AfterValidator(checks.ip)] = ""
    fonts_dir: Annotated[Path, AfterValidator(checks.folder)] | None = None
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

    def staff_mailbox(self, scheme: str) -> str:
        """Where a scheme's cases are mailed to, addresses separated by commas: MAIL_TO_<SCHEME>, or MAIL_TO; empty
        when neither is set."""
        return self.__pydantic_extra__.get(_staff_setting(scheme), "") or self.mail_to

    def with_staff_mailbox(self, address: str) -> "Settings":
        """The same settings, with one mailbox for every scheme."""
        return self.model_copy(update={"mail_to": address, **dict.fromkeys(self.__pydantic_extra__, "")})

    @property
    def link_url(self) -> str:
        """Where links for applicants begin: PUBLIC_URL, or this very server."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def page_url(self) -> str:
        """Where pages begin on which an application is gone on with in a browser: by https, as their cookie wants; on
        this machine alone its own address will do. Empty where there are none."""
        secure = self.public_url.startswith("https://")
        return self.link_url if secure else ("" if self.public_url else self.mailed_link_url)

    @property
    def mailed_link_url(self) -> str:
        """Where links in mails begin; empty when whoever reads the mail could not follow them."""
        local = not self.smtp_url or SmtpTarget.parse(self.smtp_url).local
        return self.link_url if self.public_url or local else ""


def _staff_setting(scheme: str) -> str:
    return f"MAIL_TO_{scheme.upper()}"


_PREFIXES = (
    "SECRET_",
    "TELEGRAM_",
    "LINE_",
    "SMTP_",
    "MAIL_",
    "OPERATOR_",
    "BOUNCE_",
    "CLAMD_",
    "REGISTRY_",
    "SEAL_",
    "SECURITY_",
    "SIGN_IN_CHAT",
    "STAFF_",
    "TRUSTED_",
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
    mailboxes = {_staff_setting(file.parent.name) for file in SCHEMES.glob("*/scheme.toml")}
    names = {*map(str.upper, Settings.model_fields), *mailboxes}
    given = {**file.env_vars, **environment.env_vars}
    strays = {name for name in given.keys() - names if name.startswith(_PREFIXES)}
    problems = [f"{name}: unknown setting; see the table in docs/settings.md" for name in sorted(strays)]
    read = {**file(), **environment(), **{name: given[name] for name in mailboxes & given.keys()}}
    values = {name: value for name, value in read.items() if name in names}
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
