"""Going on with an application in a browser: the pages that let one in, and the chat on a page."""
