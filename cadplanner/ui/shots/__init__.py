"""Pictures of every page, dialog and panel, drawn off screen, and what in them is cut off."""
