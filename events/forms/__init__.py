"""Forms of `events`, one module per part of the activity sheet."""
