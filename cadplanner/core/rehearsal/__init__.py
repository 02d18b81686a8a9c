"""The rehearsal: a planned day played before it happens, as it might go."""
