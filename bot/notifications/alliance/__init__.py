"""What people of an alliance are told unasked."""
