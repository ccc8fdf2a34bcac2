"""What concerns the company of an application: what registers say of it, its claim, the application it replaces."""
