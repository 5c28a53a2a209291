"""Django's backend for this database, extended."""
