"""The service on one's own machine, with stand-ins for everything outside, and rehearsals of it."""
