"""A desk at work that is killed again and again: `python -m tests.soak`."""
