"""What may still be changed of a proposal once it was sent in and its programme has closed."""
