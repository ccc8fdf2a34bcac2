"""The office in the demo: invented cases in every stage, and pages on which a visitor is staff or a consultant."""
