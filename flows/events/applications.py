"""A person's several applications: beginning a further one, going over to another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnotherBegun:
    """The person wants to fill in a further application; this one stays as it is until they come back to it."""


@dataclass(frozen=True, slots=True)
class Switched:
    """The person wants to go on with the application whose number this is. Never stored here: what is stored is that
    the other one was resumed."""

    number: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """The person came back to this application from another one."""
