"""What every messaging channel needs and none owns: measuring text, and turns with their replies in order."""
