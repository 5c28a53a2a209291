"""A donor's own form, filled in from the register."""
