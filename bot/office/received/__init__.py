"""Signed copies that came by other ways than the chat (代收): scans dropped on the page of a case, files, mails."""
