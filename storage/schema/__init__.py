"""The tables, as SQLModel declares them."""
