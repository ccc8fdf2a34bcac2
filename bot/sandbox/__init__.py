"""Reading foreign files in a process of its own: limited, without network, killed when it takes too long."""

from bot.sandbox.packet import Packet
from bot.sandbox.runner import Limits, Sandbox

__all__ = ["Limits", "Packet", "Sandbox"]
