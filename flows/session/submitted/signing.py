"""What a session knows of signing online: the link it last asked for, and whether it waits for a mailbox."""

from dataclasses import dataclass, replace

from flows.events.submitted.signing import (
    SignerAddressAsked,
    SigningEvent,
    SigningNumberChecked,
    SigningNumberTyped,
    SigningRequested,
)


@dataclass(frozen=True, slots=True)
class Signing:
    """`requested` is the latest link asked for; `asks_address` that a mailbox typed now is the signer's."""

    requested: SigningRequested | None = None
    asks_address: bool = False


def evolve_signing(known: Signing, event: SigningEvent) -> Signing:
    """What is known after one of these events."""
    match event:
        case SignerAddressAsked():
            return replace(known, asks_address=True)
        case SigningRequested():
            return Signing(event)
        case SigningNumberTyped() | SigningNumberChecked():
            return known
