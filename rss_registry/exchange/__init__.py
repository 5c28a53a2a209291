"""Import and export of tables in the admin: everything that knows no word of the domain."""
