"""On the day: facts in, and everything else derived from them."""
