"""Signing an application on a web page: the facts of a request, what may follow them, and the strokes drawn. Pure."""
