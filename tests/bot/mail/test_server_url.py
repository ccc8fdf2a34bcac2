"""SMTP_URL: what operators write, and what they are told when it is wrong."""

import pytest

from bot.mail.smtp_url import Security, SmtpTarget


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("smtp://mail.example.com", SmtpTarget("mail.example.com", 25, Security.PLAIN)),
        ("smtp://127.0.0.1:1025", SmtpTarget("127.0.0.1", 1025, Security.PLAIN)),
        ("smtp://[::1]:1025/", SmtpTarget("::1", 1025, Security.PLAIN)),
        ("smtp://u:p@localhost", SmtpTarget("localhost", 25, Security.PLAIN, "u", "p")),
        (
            "smtp+starttls://user:password@mail.example.com:587",
            SmtpTarget("mail.example.com", 587, Security.STARTTLS, "user", "password"),
        ),
        ("smtp+starttls://mail.example.com", SmtpTarget("mail.example.com", 587, Security.STARTTLS)),
        (
            "smtps://me%40example.com:p%40ss%2Fw%3Ard%25@mail.example.com",
            SmtpTarget("mail.example.com", 465, Security.TLS, "me@example.com", "p@ss/w:rd%"),
        ),
        (
            " SMTPS://u:%E5%AF%86%E7%A2%BC@Mail.Example.com:2465 ",
            SmtpTarget("mail.example.com", 2465, Security.TLS, "u", "密碼"),
        ),
    ],
)
def test_reads(url: str, target: SmtpTarget) -> None:
    assert SmtpTarget.parse(url) == target


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "must begin with smtp://"),
        ("mail.example.com:25", "must begin with smtp://"),
        ("http://mail.example.com", "must begin with smtp://"),
        ("smtp://", "host is missing"),
        ("smtps://user:hunter2@", "host is missing"),
        ("smtps://user@mail.example.com", "user and password go together"),
        ("smtps://:hunter2@mail.example.com", "user and password go together"),
        ("smtps://user:hunter2@mail.example.com:port", "cannot be read"),
        ("smtps://user:hunter2@mail.example.com:99999", "cannot be read"),
        ("smtps://user:hunter2/x@mail.example.com", "percent-encode"),
        ("smtps://user:hunter2#x@mail.example.com", "percent-encode"),
        ("smtps://user:hunter2[x@mail.example.com", "percent-encode"),
        ("smtps://mail.example.com/inbox", "nothing may follow"),
        ("smtp+starttls://mail.example.com?verify=no", "nothing may follow"),
        ("smtp://user:hunter2@mail.example.com", "in clear"),
    ],
)
def test_refuses_in_clear_words_without_the_password(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        SmtpTarget.parse(url)
    assert "hunter2" not in str(refused.value)


def test_the_password_does_not_show_in_logs() -> None:
    assert "hunter2" not in repr(SmtpTarget.parse("smtps://user:hunter2@mail.example.com"))
