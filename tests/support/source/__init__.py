"""What tests of the code itself look at: imports, names, tables that name tests."""
