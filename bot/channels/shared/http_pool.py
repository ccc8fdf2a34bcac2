"""The one pool of connections a channel's calls go through."""

from urllib.request import getproxies

import aiohttp


def pool(connections: int, timeout: aiohttp.ClientTimeout) -> aiohttp.ClientSession:
    """A session of at most so many connections; to be opened within the event loop that uses it, and closed.

    The environment is asked for a proxy only where it names one: aiohttp would otherwise look for passwords
    in the user's netrc file at every request."""
    connector = aiohttp.TCPConnector(limit=connections)
    return aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=bool(getproxies()))
