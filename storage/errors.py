"""What can go wrong in this room, in types the other rooms may catch.

Messages never carry a value that somebody typed: they end up in logs.
"""


class StorageError(Exception):
    """The root of every error this room raises on purpose."""


class Unavailable(StorageError):
    """The database cannot serve now (gone, full, read-only, locked); the same call may succeed later."""


class Deadlock(Unavailable):
    """Two transactions waited for each other and this one was sacrificed; smaller ones may pass."""


class Refused(StorageError):
    """The database refuses a value for good (missing, malformed); retrying cannot help."""


class Clash(Refused):
    """A row broke the named constraint; inside this room that is often an expected answer."""

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


class NewerSchema(StorageError):
    """The database was made by a newer version of this program."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database is at schema {revision}, which this version does not know: "
            "start the newer version, or restore a backup made before the upgrade"
        )
        self.revision = revision


class OlderSchema(StorageError):
    """The database has to be migrated first: whoever only looks something up does not do that on the way."""

    def __init__(self, revision: str, needed: str) -> None:
        found = f"at schema {revision}" if revision else "empty or not there"
        super().__init__(f"the database is {found}, and this version needs schema {needed}")
        self.revision = revision


class LostKey(StorageError):
    """Something was sealed with a key that this process does not have, or is not what was sealed."""

    def __init__(self) -> None:
        super().__init__("sealed with another SECRET_KEY, or altered")


class FileTooLarge(StorageError):
    """A file above the limit; `size` and `limit` are in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"file of {size} bytes is above the limit of {limit}")
        self.size = size
        self.limit = limit


class UnknownCase(StorageError):
    """No application has this case number."""

    def __init__(self, case_number: str) -> None:
        super().__init__(f"no application {case_number}")
        self.case_number = case_number
