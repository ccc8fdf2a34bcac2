"""Fields of events that live as long as the reply does: codes and links are in no journal."""

from collections.abc import Mapping
from typing import Any

from flows.events.alliance import CodeGiven, InvitationsMade, PageLinkMade, PictureMade

UNSTORED: Mapping[type[Any], Mapping[str, Any]] = {
    CodeGiven: {"code": ""},
    InvitationsMade: {"codes": {}, "chats": {}},
    PictureMade: {"url": ""},
    PageLinkMade: {"link": ""},
}
"""What is stored in their place."""
