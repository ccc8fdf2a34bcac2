"""What happens to a case after it was submitted: events, the stage computed from them, and the acts that are open."""
