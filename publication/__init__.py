"""What the public may know: made once from the private record, stored, and read by everything public."""
