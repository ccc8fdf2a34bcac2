"""From confirming on: the application is sent in, its signed page comes back or is signed online, the office asks."""
