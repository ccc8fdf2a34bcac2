"""Protected and authenticated sending, against certificates made for the test by the openssl command."""

import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.demo.standins.mailbox import Mailbox
from bot.mail.errors import MailError, Retry
from bot.mail.smtp import MailTransport
from bot.mail.smtp_url import SmtpTarget
from tests.bot.mail.samples import SENDER, composed, facts

MAIL = composed("applicant", facts())
LOGIN = ("apply", "p@ss")


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for that address, and a server context that shows it."""
    shown, key = folder / f"{name}.crt", folder / f"{name}.key"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=IP:{name}",
            "-keyout", str(key), "-out", str(shown),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, key)
    return shown, context


@asynccontextmanager
async def running(box: Mailbox) -> AsyncIterator[Mailbox]:
    await box.start()
    try:
        yield box
    finally:
        await box.close()


def target(box: Mailbox) -> SmtpTarget:
    return SmtpTarget.parse(box.url)


async def failure(box: Mailbox, url: SmtpTarget, ca_file: Path | str = "") -> MailError:
    with pytest.raises(MailError) as failed:
        await MailTransport(url, SENDER, ca_file=str(ca_file), timeout=3).send(MAIL)
    assert box.messages == []
    return failed.value


@pytest.mark.parametrize("implicit", [True, False])
async def test_protected_and_with_login(tmp_path: Path, implicit: bool) -> None:
    authority, context = certificate(tmp_path, "127.0.0.1")
    async with running(Mailbox(tls=context, implicit_tls=implicit, login=LOGIN)) as box:
        await MailTransport(target(box), SENDER, ca_file=str(authority)).send(MAIL)
        [mail] = await box.wait_for(1)
        assert mail.subject.startswith("[113-0042] ")


@pytest.mark.parametrize("implicit", [True, False])
@pytest.mark.parametrize(("name", "trusted"), [("127.0.0.1", False), ("127.0.0.9", True)])
async def test_a_certificate_from_nobody_known_or_for_another_host(
    tmp_path: Path, implicit: bool, name: str, trusted: bool
) -> None:
    authority, context = certificate(tmp_path, name)
    async with running(Mailbox(tls=context, implicit_tls=implicit, login=LOGIN)) as box:
        error = await failure(box, target(box), authority if trusted else "")
    assert (error.kind, error.reason) == (Retry.SLOWLY, "connect: TLS CERTIFICATE_VERIFY_FAILED")


async def test_a_wrong_password_is_the_operators_to_repair() -> None:
    async with running(Mailbox(login=LOGIN)) as box:
        error = await failure(box, SmtpTarget.parse(box.url.replace("p%40ss", "wrong")))
    assert error.kind is Retry.SLOWLY
    assert error.reason.startswith("login: 535")


async def test_a_server_that_wants_a_login_and_gets_none() -> None:
    async with running(Mailbox(login=LOGIN)) as box:
        error = await failure(box, SmtpTarget.parse(f"smtp://127.0.0.1:{box.port}"))
    assert (error.kind, error.reason) == (Retry.SLOWLY, "sender: 530 5.7.0")


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_nothing_is_sent_in_clear_when_protection_was_asked_for(scheme: str) -> None:
    async with running(Mailbox()) as box:
        error = await failure(box, SmtpTarget.parse(f"{scheme}://127.0.0.1:{box.port}"))
    assert error.kind is Retry.SLOWLY


def test_an_unreadable_ca_file_is_noticed_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        MailTransport(
            SmtpTarget.parse("smtps://mail.example.com"), SENDER, ca_file=str(tmp_path / "none.pem")
        )
