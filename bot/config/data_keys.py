"""The keys that settings give to what is kept about people: SECRET_KEY seals, SECRET_KEY_OLD only opens."""

from bot.config.settings import BadSettings, Settings
from storage.engine.database import Database
from storage.engine.vault import Vault
from storage.rotation import Rotation

_OTHER_KEY = "SECRET_KEY: the database is sealed with another one; set that one, here or as SECRET_KEY_OLD"


def vault_of(settings: Settings) -> Vault:
    """Without SECRET_KEY nothing is sealed."""
    older = [one.strip() for one in settings.secret_key_old.split(",")]
    return Vault(settings.secret_key, [one for one in older if one])


async def check_keys(database: Database) -> None:
    """Whether everything in it can be opened. BadSettings, Unavailable."""
    if await Rotation(database).lacks_a_key():
        raise BadSettings([_OTHER_KEY])
