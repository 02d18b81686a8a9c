"""The waiting list: who waits, who is invited, and the import of a list."""
