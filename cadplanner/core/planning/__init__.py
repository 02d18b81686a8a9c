"""Making the day: the rule book, moves by hand, and the engine that plans."""
