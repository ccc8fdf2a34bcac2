"""The registers on the network: a 統一編號 in, `Found`, `NotFound` or `Unavailable` out."""

from bot.registry.lookups import Registry

__all__ = ["Registry"]
