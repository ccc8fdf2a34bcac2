"""What a session is pinned to: a questionnaire and the programme it was begun under."""
