"""How long things are kept: what is past its time, and the proof of what was erased."""
