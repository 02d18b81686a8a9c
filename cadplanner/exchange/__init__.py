"""Files in and out: lists from the record system, the open day format."""
