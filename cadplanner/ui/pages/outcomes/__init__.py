"""What came of each person's day, keyed in the order of the paper form."""
