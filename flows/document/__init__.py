"""What a document prints and carries, before any typesetting."""
