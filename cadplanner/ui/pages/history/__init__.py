"""The page of what was done, of how long it is kept, and of who works here."""
