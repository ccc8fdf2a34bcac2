"""What is written or stamped on a straightened page, and how well it can be read."""
