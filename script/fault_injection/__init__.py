"""Faults, injected into a register at work: what was acknowledged must be there, and nothing stand still."""
