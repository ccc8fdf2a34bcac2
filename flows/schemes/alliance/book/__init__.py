"""What the proposal book of an alliance says, as a value."""
