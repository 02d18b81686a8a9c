"""A screen reader in small, run by the system's own Python: presses, types, and writes down what the bus shows.

    /usr/bin/python3 client.py OUT.json PROGRAM...

It judges nothing: test_screen_reader.py does. It needs a session bus and a display; the program is on both.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from front import Front  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402 - the version is asked for first
from story import story  # noqa: E402

PROGRAM = "CAD Planner"
WAITS = 20  # seconds for something to come
LOOKS_EVERY = 0.05
MOST_CHILDREN = 60  # of a list or a table that are gone through one by one
LABEL = Atspi.RelationType.LABELLED_BY
STATES = ("focusable", "focused", "selected", "checked", "checkable", "enabled", "expandable", "expanded")
KEYCODES = {"Ctrl": 37, "Shift": 50, "Alt": 64}
KEYSYMS = {"Tab": 0xFF09, "Return": 0xFF0D, "Escape": 0xFF1B, "Down": 0xFF54, "Right": 0xFF53}
KEYSYMS |= {f"F{n}": 0xFFBD + n for n in range(1, 13)}


class Reader:
    """Sees what a screen reader sees, and has the same keyboard."""

    def __init__(self):
        Atspi.set_timeout(10_000, 10_000)  # milliseconds: a page is made when it is first shown
        self.heard = []
        self._front = Front()
        self._listener = Atspi.EventListener.new(self._on_event)
        self._listener.register("object:announcement")
        self.program = self._waits_for(self._find_program, "the program")

    # what it sees

    def walk(self):
        """Everything that is showing, from the top, as plain values."""
        return list(self._below(self.program, ()))

    def words(self):
        """The same in lines, for whoever looks for a fault."""
        return "\n".join(f"{'  ' * len(one['path'])}{one['role']} {one['name']!r}" for one in self.walk())

    def find(self, role, name):
        """The first showing thing of that role whose name begins so; None where there is none."""
        return self._search(self.program, role, name)

    def waits_to_see(self, role, name):
        return self._waits_for(lambda: self.find(role, name), f"{role} {name}")

    def waits_to_read(self, role, name, says):
        """Until the description of that thing begins so."""

        def described():
            found = self.find(role, name)
            return found if found is not None and found.get_description().startswith(says) else None

        self._waits_for(described, says)

    def names(self, role, name):
        """The names of all children of one thing."""
        return [one.get_name() for one in _children(self.waits_to_see(role, name))]

    def table(self, name):
        """Headings and rows of a table as the bus shows them."""
        table = self._waits_for(lambda: self.find("table", name) or self.find("tree", name), f"table {name}")
        columns, rows = range(table.get_n_columns()), range(min(3, table.get_n_rows()))
        return {
            "rows": table.get_n_rows(),
            "headings": [table.get_column_header(n).get_name() for n in columns],
            "cells": [[table.get_accessible_at(row, n).get_name() for n in columns] for row in rows],
        }

    # what it does

    def presses(self, role, name):
        self.waits_to_see(role, name).do_action(0)
        self.settles()

    def keys(self, chord):
        """One key, with others held: 'Ctrl+Shift+3'."""
        *held, key = chord.split("+")
        for each in held:
            Atspi.generate_keyboard_event(KEYCODES[each], None, Atspi.KeySynthType.PRESS)
        sym = KEYSYMS.get(key) or ord(key.lower())
        Atspi.generate_keyboard_event(sym, None, Atspi.KeySynthType.SYM)
        for each in reversed(held):
            Atspi.generate_keyboard_event(KEYCODES[each], None, Atspi.KeySynthType.RELEASE)
        self.settles()

    def types(self, text):
        for letter in text:
            Atspi.generate_keyboard_event(ord(letter), None, Atspi.KeySynthType.SYM)
        self.settles()

    def pages(self):
        """The names of the pages in the rail."""
        self.waits_to_see("radio button", "Waiting list")
        return [one["name"] for one in self.walk() if one["role"] == "radio button" and "panel Pages" in one["path"]]

    def goes_to(self, page):
        """Presses the page in the rail and waits until it is there."""
        self.find("radio button", page).do_action(0)
        self.waits_to_see("panel", f"{page} page")
        self.settles()

    def settles(self, seconds=0.15):
        """Lets the program and the bus do what they have to."""
        until = time.monotonic() + seconds
        context = GLib.MainContext.default()
        while time.monotonic() < until:
            while context.iteration(False):
                pass
            self._front.give_keyboard()
            time.sleep(LOOKS_EVERY)

    # how

    def _on_event(self, event):
        self.heard.append({"says": str(event.any_data), "politeness": event.detail1, "from": event.source.get_name()})

    def _find_program(self):
        desktop = Atspi.get_desktop(0)
        found = [one for one in _children(desktop) if one.get_name() == PROGRAM]
        return found[0] if found else None

    def _waits_for(self, find, what):
        until = time.monotonic() + WAITS
        while time.monotonic() < until:
            found = find()
            if found is not None:
                return found
            self.settles(LOOKS_EVERY)
        raise AssertionError(f"waited in vain for {what}; showing:\n{self.words()}")

    def _below(self, thing, path):
        for number, one in enumerate(_children(thing)):
            if number == MOST_CHILDREN:
                return
            if not _is_showing(one):
                continue
            seen = _seen(one, path)
            yield seen
            yield from self._below(one, (*path, f"{seen['role']} {seen['name']}".strip()))

    def _search(self, thing, role, name):
        for one in _children(thing):
            if not _is_showing(one):
                continue
            if one.get_role_name() == role and one.get_name().startswith(name):
                return one
            found = self._search(one, role, name)
            if found is not None:
                return found
        return None


def _children(thing):
    for number in range(min(thing.get_child_count(), 400)):
        try:
            child = thing.get_child_at_index(number)
        except GLib.Error:  # it has gone meanwhile
            continue
        if child is not None:
            yield child


def _is_showing(thing):
    """Shown on the screen; a window of ours always, and the cells of what is shown."""
    states = thing.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) or thing.get_role_name() == "application"


def _seen(thing, path):
    states = thing.get_state_set()
    has = [name for name in STATES if states.contains(getattr(Atspi.StateType, name.upper()))]
    does = [thing.get_action_name(n) for n in range(thing.get_n_actions())] if thing.get_action_iface() else []
    relations = thing.get_relation_set()
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "labels": [one.get_target(0).get_name() for one in relations if one.get_relation_type() == LABEL],
        "description": thing.get_description(),
        "states": has,
        "actions": does,
        "path": list(path),
    }


def main(out, *program):
    """Starts the program, goes through the story, and writes what was found."""
    found = {}
    with subprocess.Popen(program) as running:
        try:
            story(Reader(), found)
        finally:
            found["ended"] = running.poll()  # None: it runs
            running.terminate()
            Path(out).write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
