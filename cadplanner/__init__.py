"""CAD Planner: plans, runs and prints a community appointment day."""

__version__ = "0.1.0"
