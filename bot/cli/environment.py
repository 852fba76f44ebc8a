"""The settings of commands that sign nothing."""

from typing import Final

from bot import settings

_UNUSED: Final = "-" * 32


def without_key() -> settings.Settings:
    """The settings, where a missing `SECRET_KEY` does no harm: `check` and `migrate` work before `init` made one.

    Raises `SettingsError` for the other variables.
    """
    return settings.load(secret_key=_UNUSED)
