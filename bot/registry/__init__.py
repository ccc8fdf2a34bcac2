"""The registers on the network: a 統一編號 in, `Found`, `NotFound` or `Unavailable` out."""

from bot.config.settings import Settings
from bot.registry.registry import Registry

__all__ = ["Registry", "registry_of"]


def registry_of(settings: Settings) -> Registry:
    """The public registers; off when no address is set."""
    return Registry(
        gcis_url=settings.registry_gcis_url,
        fia_url=settings.registry_fia_url,
        g0v_url=settings.registry_g0v_url,
    )
