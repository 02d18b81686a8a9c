"""Setting up a day: sensible defaults, copies of a past day, what would not work."""
