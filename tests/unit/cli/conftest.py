"""Commands run in an empty folder, in an environment without settings."""

import os
from pathlib import Path

import pytest

from bot.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one; no setting of the environment reaches the test."""
    for name in os.environ:
        if name.lower() in {*Settings.model_fields, "secret_key"} or name.startswith(("HOOK_", "REPLY_URL_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path
