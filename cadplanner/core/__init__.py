"""What thinks: pure functions of frozen values; no Qt, database, file, clock or dice."""
