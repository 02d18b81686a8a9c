"""The desk: people arrive, walk in, get their next stops and leave; one field finds everybody."""
