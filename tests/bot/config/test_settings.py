"""The environment of a service: docs/settings.md, one start for every problem, and no secret in any word of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.serving_check import serving_settings
from bot.config.settings import BadSettings, Settings, look_at_environment, read_settings
from bot.paths import ROOT
from tests.support.services.commands import command

SECRETS = {
    "SECRET_KEY": "hush-1",
    "TELEGRAM_TOKEN": "700:hush-2",
    "TELEGRAM_WEBHOOK_SECRET": "hush-3",
    "LINE_CHANNEL_SECRET": "hush-4",
    "LINE_CHANNEL_ACCESS_TOKEN": "hush-5",
    "SMTP_URL": "smtps://user:hush-6@mail.example.org",
    "BOUNCE_IMAP_URL": "imaps://user:hush-7@mail.example.org",
    "SEAL_KEY_PASSWORD": "hush-8",
    "DATABASE_URL": "postgresql://user:hush-9@host/name",
}
WRONG = {
    "DATABASE_URL": "mysql://user:hush-10@host/name",
    "PUBLIC_URL": "apply.example.org",
    "PORT": "80000",
    "PROGRAMME_FILE": "/nowhere/114.toml",
    "TELEGRAM_TOKEN": "hush-11",
    "TELEGRAM_MODE": "push",
    "TELEGRAM_WEBHOOK_SECRET": "hush 12",
    "TELEGRAM_API_URL": "api.telegram.org",
    "LINE_API_URL": "ftp://hush-13",
    "LINE_DATA_API_URL": "https://",
    "SMTP_URL": "smtp://user:hush-14@mail.example.org",
    "SMTP_CA_FILE": "/nowhere/ca.pem",
    "MAIL_FROM": "nobody",
    "MAIL_TO": "a@b.tw, c",
    "MAIL_TO_DIAGNOSIS": "d",
    "OPERATOR_MAIL": "me",
    "SECURITY_CONTACT": "call us",
    "BOUNCE_IMAP_URL": "imaps://user:hush-15#@mail.example.org",
    "REGISTRY_GCIS_URL": "on",
    "REGISTRY_FIA_URL": "http://[",
    "REGISTRY_G0V_URL": "//company.g0v.ronny.tw",
    "SEAL_CERT_FILE": "/nowhere/cert.pem",
    "SEAL_KEY_FILE": "/nowhere/key.pem",
    "SIGN_IN_CHAT": "perhaps",
    "TRUSTED_PROXY": "10.0.0.0/8",
    "FONTS_DIR": "/nowhere",
    "LOG_LEVEL": "LOUD",
}

MAILS = {"MAIL_DIR": "m", "MAIL_FROM": "a@b.tw", "MAIL_TO": "c@d.tw"}
"""All that mails need."""


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def _named(problems: list[str]) -> list[str]:
    return [problem.partition(":")[0] for problem in problems]


def test_every_setting_is_in_the_table_with_its_default() -> None:
    rows = re.findall(
        r"^\| `([A-Z0-9_]+)` \| ([^|]*) \|", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.M
    )
    documented = {name for name, _ in rows}
    assert {name.upper() for name in Settings.model_fields} <= documented
    for name, default in rows:
        if name.lower() in Settings.model_fields and default.strip().startswith("`"):
            value = getattr(Settings(), name.lower())
            shown = value.relative_to(ROOT) if isinstance(value, Path) else value
            assert default.strip().strip("`") == str(shown), name


@pytest.mark.parametrize("name", sorted(WRONG))
def test_each_wrong_value_is_named_and_not_repeated(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, WRONG[name])
    with pytest.raises(BadSettings) as caught:
        serving_settings(tmp_path / "none")
    assert name in _named(caught.value.problems)
    assert _named(caught.value.problems).count(name) == 1
    assert "hush" not in str(caught.value)


def test_one_start_names_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it in the file, half in the environment; with what is missing for what is set, and typing slips."""
    names = sorted(WRONG)
    (tmp_path / "env").write_text(
        "".join(f"{name}='{WRONG[name]}'\n" for name in names[::2]) + "LINE_TOKEN=x\n"
    )
    for name in names[1::2]:
        monkeypatch.setenv(name, WRONG[name])
    monkeypatch.setenv("TELEGRAM_KEY", "hush-20")
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "hush-21")
    with pytest.raises(BadSettings) as caught:
        serving_settings(tmp_path / "env")
    named = _named(caught.value.problems)
    assert {*names, "LINE_TOKEN", "TELEGRAM_KEY", "LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID"} == set(
        named
    )
    assert len(named) == len(set(named))
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, {"SMTP_URL", "MAIL_FROM", "MAIL_TO"}),
        ({"SMTP_URL": "smtp://localhost"}, {"MAIL_FROM", "MAIL_TO"}),
        ({"MAIL_DIR": "mails"}, {"MAIL_FROM", "MAIL_TO"}),
        ({"MAIL_DIR": "mails", "MAIL_FROM": "服務 <a@b.tw>", "MAIL_TO": "a@b.tw"}, set()),
        ({"MAIL_DIR": "mails", "MAIL_FROM": "服務 <a@b.tw>", "MAIL_TO_DIAGNOSIS": "a@b.tw"}, set()),
        ({"MAIL_DIR": "m", "MAIL_FROM": "a@b.tw", "MAIL_TO_OTHER": "a@b.tw"}, {"MAIL_TO", "MAIL_TO_OTHER"}),
        (
            {"LINE_CHANNEL_SECRET": "s", "SMTP_URL": "smtp://localhost"},
            {"MAIL_FROM", "MAIL_TO", "PUBLIC_URL", "LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID"},
        ),
        (
            {"TELEGRAM_TOKEN": "1:a", "TELEGRAM_MODE": "webhook", **MAILS},
            {"PUBLIC_URL", "TELEGRAM_WEBHOOK_SECRET"},
        ),
        (
            {**MAILS, "SEAL_KEY_FILE": __file__},
            {"SEAL_CERT_FILE, SEAL_KEY_FILE"},
        ),
        (
            {**MAILS, "SIGN_IN_CHAT": "true"},
            {"SEAL_CERT_FILE, SEAL_KEY_FILE", "PUBLIC_URL", "SIGN_IN_CHAT_AGREED"},
        ),
        (
            {
                **MAILS,
                "SIGN_IN_CHAT": "true",
                "SIGN_IN_CHAT_AGREED": "115.10.01",
                "PUBLIC_URL": "http://a.tw",
            },
            {"SEAL_CERT_FILE, SEAL_KEY_FILE", "PUBLIC_URL"},
        ),
        (
            {**MAILS, "SIGN_IN_CHAT": "true", "SIGN_IN_CHAT_AGREED": "  ", "PUBLIC_URL": "https://a.tw"},
            {"SEAL_CERT_FILE, SEAL_KEY_FILE", "SIGN_IN_CHAT_AGREED"},
        ),
        ({**MAILS, "SIGN_IN_CHAT_AGREED": "115.10.01"}, set()),
        ({**MAILS, "SMTP_CA_FILE": __file__}, {"SMTP_CA_FILE"}),
        ({**MAILS, "MAIL_DIR": __file__}, {"MAIL_DIR"}),
        ({**MAILS, "PROGRAMME_FILE": __file__}, {"PROGRAMME_FILE"}),
    ],
)
def test_what_is_missing_is_named_with_the_rest(
    given: dict[str, str], missing: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    try:
        serving_settings(tmp_path / "none")
        told: list[str] = []
    except BadSettings as error:
        told = error.problems
    assert set(_named(told)) == missing


def test_a_scheme_may_have_a_mailbox_of_its_own_and_the_demo_has_one_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_TO", "all@b.tw")
    monkeypatch.setenv("MAIL_TO_DIAGNOSIS", "own@b.tw, 乙 <two@b.tw>")
    settings = read_settings(dotenv=tmp_path / "none")
    assert settings.staff_mailbox("diagnosis") == "own@b.tw, 乙 <two@b.tw>"
    assert settings.staff_mailbox("alliance") == "all@b.tw"
    assert settings.with_staff_mailbox("demo@b.tw").staff_mailbox("diagnosis") == "demo@b.tw"


def test_no_printed_form_has_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    settings, problems = look_at_environment(tmp_path / "none")
    assert not problems
    assert {name: str(getattr(settings, name.lower())) for name in SECRETS} == SECRETS
    assert "hush" not in f"{settings!r} {settings!s} {settings}"


def test_the_file_gives_way_to_the_environment_even_where_that_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "# a comment\n\nexport MAIL_DIR = 'my mails'\nPORT=8081\nPOSTGRES_PASSWORD=x\nPUBLIC_URL=https://a.example\n"
        'MAIL_FROM="服務 <a@b.tw>"\nSECRET_KEY=a#b=c\nHOST=  \n',
        encoding="utf-8",
    )
    monkeypatch.setenv("PUBLIC_URL", "  ")
    monkeypatch.setenv("PORT", " 8082 ")
    settings = read_settings(dotenv=file)
    assert (settings.mail_dir, settings.port, settings.public_url) == ("my mails", 8082, "")
    assert (settings.mail_from, settings.secret_key, settings.host) == ("服務 <a@b.tw>", "a#b=c", "127.0.0.1")
    assert Settings().port == 8080


def test_the_command_says_it_all_and_ends(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **WRONG}
    served = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        check=False, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    worked = command(tmp_path, "work", **WRONG)
    assert (served.returncode, worked.code) == (2, 2)
    for ended in (served, worked):
        assert set(WRONG) <= set(re.findall(r"^  ([A-Z0-9_]+):", ended.stderr, re.M))
        assert "hush" not in ended.stderr + ended.stdout
        assert "Traceback" not in ended.stderr
