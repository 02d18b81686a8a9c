"""The plan page: the day as a timeline and as a list, planned at a press and changed by hand."""
