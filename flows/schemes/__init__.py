"""What can be applied for: a folder per scheme with its forms and rules. No other package of flows knows them."""
