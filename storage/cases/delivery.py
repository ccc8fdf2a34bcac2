"""What is known of one message about a case, as it comes out of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import getaddresses


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of one message about a case; its status follows from the timestamps.

    `missing` are recipients who have not taken it, or whose copy came back, while others have it: address → reason.
    """

    case_number: str
    kind: str
    message_id: str
    recipient: str
    queued_at: datetime
    accepted_at: datetime | None
    failed_at: datetime | None
    bounced_at: datetime | None
    unclear_at: datetime | None
    missing: Mapping[str, str]
    error: str | None

    @property
    def returned(self) -> bool:
        """Whether it came back from everybody; a notice that names nobody counts as that."""
        return self.bounced_at is not None and (not self.missing or self.addresses <= set(self.missing))

    @property
    def addresses(self) -> frozenset[str]:
        """Whom it is for, in lower case."""
        return frozenset(address.lower() for _, address in getaddresses([self.recipient]))
