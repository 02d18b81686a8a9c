"""The print page: what to print, for whom; preview, save, print."""

from cadplanner.ui.pages.print_room.page import PrintPage

__all__ = ["PrintPage"]
