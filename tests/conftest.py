"""What every test stands on. Sockets are closed except loopback by pytest-socket (see pyproject.toml)."""

from hypothesis import settings

# A deadline per example measures the machine, not the code: the time-out per test guards against hanging.
settings.register_profile("quick", deadline=None, max_examples=50, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("quick")
