"""Messages nobody asked for just now: mails of a case, reminders, offers, the operator's digest."""
