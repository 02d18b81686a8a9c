"""What sheets of paper show, and which of those printed no longer hold."""
