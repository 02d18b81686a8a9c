"""Gives the keyboard to the window in front, as a desktop does; a bare display has nobody who would."""

import ctypes
import ctypes.util

IS_VIEWABLE, REVERT_TO_PARENT, NOW = 2, 2, 0


class _Attributes(ctypes.Structure):
    """XWindowAttributes, as far as it is looked at."""

    _fields_ = (
        ("_geometry", ctypes.c_int * 5),
        ("_visual", ctypes.c_void_p),
        ("_root", ctypes.c_ulong),
        ("_class_to_backing", ctypes.c_int * 4),
        ("_planes", ctypes.c_ulong * 2),
        ("_save_under", ctypes.c_int),
        ("_colormap", ctypes.c_ulong),
        ("_map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("_masks", ctypes.c_long * 3),
        ("override_redirect", ctypes.c_int),
        ("_screen", ctypes.c_void_p),
    )


class Front:
    """The windows of one display, the one in front last."""

    def __init__(self):
        self._x = ctypes.CDLL(ctypes.util.find_library("X11"))
        for name in ("XOpenDisplay", "XDefaultRootWindow"):
            getattr(self._x, name).restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._given = 0
        self._passes_over = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self._x.XSetErrorHandler(self._passes_over)  # a window may go while it is looked at

    def give_keyboard(self):
        """To the window in front, if another had it."""
        windows = [one for one in self._windows() if self._takes_keys(one)]
        if windows and windows[-1] != self._given:
            self._given = windows[-1]
            self._x.XSetInputFocus(self._display, ctypes.c_ulong(self._given), REVERT_TO_PARENT, NOW)
        self._x.XSync(self._display, 0)

    def _windows(self):
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        found = ctypes.POINTER(ctypes.c_ulong)()
        each = (ctypes.byref(one) for one in (root, parent, found, count))
        self._x.XQueryTree(self._display, self._root, *each)
        windows = [found[n] for n in range(count.value)]
        if found:
            self._x.XFree(found)
        return windows

    def _takes_keys(self, window):
        seen = _Attributes()
        self._x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(seen))
        return seen.map_state == IS_VIEWABLE and not seen.override_redirect and seen._geometry[2] > 10
