"""The page on which a day is set up: day and venue, stations, staff, interpreters, cover, pathways, services."""
