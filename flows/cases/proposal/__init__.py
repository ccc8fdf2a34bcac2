"""The case of an alliance's proposal: its events, its stage, who may do what with it."""
