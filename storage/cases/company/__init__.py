"""The company behind cases: its claim by case number and check code, the application that replaces an earlier one."""
