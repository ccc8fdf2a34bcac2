"""An alliance played from a file: its leader and its members, each in a chat of their own."""
