"""What the child does with a picture of a seal: the imprint cut out of it.

Asked: `task` "seal"; pieces: the upload. Answered: `ink`, the share of it that is ink, with the picture as the only
piece; or `refused`, why it cannot be used.
"""

from bot.sandbox.copy_task import UNREADABLE
from bot.sandbox.packet import Packet
from bot.signed_copy.model import Refused
from bot.signed_copy.seal_picture import cut_out

TASK = "seal"
NO_IMPRINT = "no_imprint"


def answered(packet: Packet) -> Packet:
    """The answer to a packet; whatever a file makes a library do is an answer too."""
    try:
        (upload,) = packet.pieces
        made = cut_out(upload)
    except Exception as error:
        return Packet({"refused": UNREADABLE, "error": type(error).__name__})
    if made is None:
        return Packet({"refused": NO_IMPRINT})
    if isinstance(made, Refused):
        return Packet({"refused": made.code.value})
    return Packet({"ink": round(made.ink, 3)}, [made.png])
