"""What each kind of setting may hold. The checks return the value, or raise ValueError with what it must be."""

import os
import re
from email.utils import getaddresses
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.mail.imap_url import ImapTarget
from bot.mail.smtp_url import SmtpTarget


def port(text: object) -> int:
    """A TCP port; 0 is any that is free."""
    digits = str(text).strip()
    if not digits.isdecimal() or not 0 <= int(digits) < 65536:
        raise ValueError("must be a number from 0 to 65535")
    return int(digits)


def file(path: Path) -> Path:
    """A file that is there."""
    if not path.is_file():
        raise ValueError(f"no file at {path}")
    return path


def files(named: Path) -> Path:
    """Files and folders with a `:` between them, as in PATH; see read_programmes."""
    for path in map(Path, str(named).split(os.pathsep)):
        if not path.is_file() and not path.is_dir():
            raise ValueError(f"no file at {path}")
    return named


def file_name(text: str) -> str:
    """A file that is there, or nothing."""
    return str(file(Path(text))) if text else text


def folder(path: Path) -> Path:
    """A folder that is there."""
    if not path.is_dir():
        raise ValueError(f"no folder at {path}")
    return path


def web_address(text: str) -> str:
    """An address that begins with http:// or https://, or nothing."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if text and not usable:
        raise ValueError("must be a web address such as https://apply.example.org")
    return text


def contacts(text: str) -> str:
    """Addresses of people and pages as RFC 9116 wants them: URIs, separated by commas."""
    given = [one.strip() for one in text.split(",")] if text else []
    found = [f"mailto:{one}" if "@" in one and ":" not in one else one for one in given]
    if not all(re.fullmatch(r"(mailto:|https://|tel:)[!-~]+", one) for one in found):
        raise ValueError("must be mail addresses, https:// pages or tel: numbers, separated by commas")
    return ",".join(found)


def mail_addresses(text: str) -> str:
    """Mail addresses separated by commas, with or without names; or nothing."""
    found = [address for _, address in getaddresses([text])] if text else []
    if not all(re.fullmatch(r"[^@\s]+@[^@\s]+", address) for address in found) or re.search(r"[\r\n]", text):
        raise ValueError("must be mail addresses such as apply@example.org, separated by commas")
    return text


def clamd_address(text: str) -> str:
    """Where clamd listens, or nothing."""
    if text and not re.fullmatch(r"tcp://(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}|unix:///\S+", text):
        raise ValueError("must be tcp://host:3310 or unix:///run/clamav/clamd.ctl")
    return text


def telegram_token(text: str) -> str:
    """A bot's token, or nothing."""
    if text and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", text):
        raise ValueError("must be a bot's token as BotFather gives it: digits, a colon, letters")
    return text


def webhook_secret(text: str) -> str:
    """https://core.telegram.org/bots/api#setwebhook, secret_token."""
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise ValueError("must be 1 to 256 of A-Z a-z 0-9 _ -")
    return text


def smtp_url(text: str) -> str:
    """See SmtpTarget."""
    if text:
        SmtpTarget.parse(text)
    return text


def ip(text: str) -> str:
    """The address of one machine."""
    if text:
        ip_address(text)  # ValueError
    return text


def imap_url(text: str) -> str:
    """See ImapTarget."""
    if text:
        ImapTarget.parse(text)
    return text
