"""Whether a POST comes from LINE: it is signed with the channel's secret, over the bytes of its body."""

from typing import Protocol


class Validator(Protocol):
    """The SDK's SignatureValidator, which has no types."""

    def validate(self, body: str, signature: str) -> bool:
        """Whether the signature is this body's; compared in constant time."""
        ...


def validator(secret: str) -> Validator:
    """The SDK's validator; importing it takes about a second."""
    from linebot.v3 import SignatureValidator

    made: Validator = SignatureValidator(secret)
    return made


def is_signed(known: Validator, raw: bytes, signature: str) -> bool:
    """Whether these bytes bear LINE's signature. What is no UTF-8 is no JSON, so LINE never sent it."""
    try:
        return known.validate(raw.decode("utf-8"), signature)
    except UnicodeError:
        return False
