"""What remembers: the one file, and the door through which it is written."""
