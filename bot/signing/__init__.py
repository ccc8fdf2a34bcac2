"""Signing an application on a web page: the link, the pages, who may see them, and the document that comes of it."""
