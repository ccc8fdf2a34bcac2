"""The case of an alliance's proposal, where a conversation changes it or tells of it."""
