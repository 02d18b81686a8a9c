"""Before the day: who is on the list, who is the same person, whom to invite."""
