"""Partnership profile."""
