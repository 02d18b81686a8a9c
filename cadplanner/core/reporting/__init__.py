"""What is told of a day: its figures in words, and the pictures of them."""
