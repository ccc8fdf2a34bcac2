"""What a form's answers mean, and how often or when something may be done. Rules of one scheme are not here."""
