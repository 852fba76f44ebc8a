"""Tickets of our own writing with what should come of them, run through the real pipeline."""
