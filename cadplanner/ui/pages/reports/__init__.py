"""The page Reports: a day in words, numbers and pictures, and all days beside one another."""
