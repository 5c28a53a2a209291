"""A register moves: all of it in one ZIP file, and back into an empty installation (docs/decisions/0052)."""
