"""Who holds an application: the owner's chat, or another end that it was handed to."""
