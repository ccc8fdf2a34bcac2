"""`rotate-key`: what is kept is opened by the present SECRET_KEY alone from then on, and by no older backup's."""

from bot.command_words import both
from bot.service import Service
from storage.rotation import Rotation


async def rotate_key(service: Service) -> int | str:
    """What was done; exit code 2 where there is no SECRET_KEY."""
    if not service.database.vault.present:
        print(both("rotation.no_key"))
        return 2
    done = await Rotation(service.database).rotate()
    return both("rotation.done", "\n", keys=done.keys, rows=done.rows, files=done.files)
