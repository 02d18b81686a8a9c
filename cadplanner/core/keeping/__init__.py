"""What is kept of people: who may see and change it, how it is told, and for how long."""
