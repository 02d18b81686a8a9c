"""Protecting a file: `page` walks through it, each step is a file of its own."""
