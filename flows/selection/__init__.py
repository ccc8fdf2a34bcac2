"""A selection among proposals (方案二): what staff, chair and reviewers did, what it comes to, and what may be done."""
