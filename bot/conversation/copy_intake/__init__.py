"""The signed copy on its way back: what arrives is fetched, read in a sandbox and put together."""
