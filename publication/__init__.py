"""What the public may know: figures as they may be disclosed, and what they add up to."""
