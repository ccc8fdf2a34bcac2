"""All that a channel needs to know of the engine: what comes in, what goes out, what a button carries."""
