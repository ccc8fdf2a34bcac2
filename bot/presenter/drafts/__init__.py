"""What is said of applications that are not submitted yet."""
