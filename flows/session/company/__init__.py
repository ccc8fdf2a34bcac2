"""What is known of the company of an application: what registers say, its claim, the application it replaces."""
