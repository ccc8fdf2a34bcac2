"""What follows the qualification: meeting, result, contract and year, on the desk and on the leader's own page."""
