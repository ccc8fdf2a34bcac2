"""The room that talks: channels, web, mail, documents and the worker."""
