"""The page that plays the day before it happens."""
