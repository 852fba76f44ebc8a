"""Takes the mechanism behind each promise out, and sees its test fail: `python -m tests.proof`."""
