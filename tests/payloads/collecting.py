"""Keeps what leaves for Slack while tests run: each distinct payload as a file in a folder."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import bot.slack.limits
from sandbox import blocks, views
from sandbox.methods import call
from sandbox.methods import views as methods

#: The folder to write to; nothing is kept without it.
FOLDER: Final = os.environ.get("PAYLOADS", "")
#: Tests that hand the sandbox what it should refuse.
_NONSENSE: Final = ("tests/sandbox/", "tests/slack/test_gateway_sandbox.py", "tests/slack/test_calls.py")


def keep(folder: Path, surface: str, payload: Any) -> None:
    """Write a payload (a message's blocks, or a view), once. Safe from several processes."""
    text = json.dumps({"surface": surface, "payload": payload}, ensure_ascii=True, sort_keys=True)
    path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.json"
    if not path.exists():
        half = path.with_suffix(f".{os.getpid()}")
        half.write_text(text, "utf-8")
        half.replace(path)


def collect(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on, whatever the sandbox is handed is kept before it is judged, and what our own limits let pass."""
    folder.mkdir(parents=True, exist_ok=True)

    def first_kept(judge: Callable[..., Any]) -> Callable[..., Any]:
        def judging(payload: Any, surface: str, *more: Any) -> Any:
            if not os.environ.get("PYTEST_CURRENT_TEST", "").startswith(_NONSENSE):
                keep(folder, surface, payload)
            return judge(payload, surface, *more)

        return judging

    ours = bot.slack.limits.check

    def checked(blocks: Any, surface: Any) -> None:
        ours(blocks, surface)  # what a test shows to be refused was not meant to leave
        keep(folder, f"{surface} blocks", list(blocks))

    patch.setattr(call, "problems_in", first_kept(blocks.problems_in))
    patch.setattr(methods, "problems_in_view", first_kept(views.problems_in_view))
    patch.setattr(bot.slack.limits, "check", checked)
