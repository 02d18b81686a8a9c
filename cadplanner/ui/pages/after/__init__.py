"""After the day: the loose ends, the close, and what is owed across all days."""
