"""What is found out after a turn and told in a turn of its own."""
