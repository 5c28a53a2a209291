"""The forms of the records that every team cites, and of accounts."""
