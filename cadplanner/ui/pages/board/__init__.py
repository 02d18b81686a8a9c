"""The board: who is where and for how long, the queue of each station, the hall's screen, and repairs."""
