"""How people say answers: corrections, names with a call in front, figures in words, simplified characters."""
