"""What Slack tells of messages, and what of it people said."""

from typing import Any

import pytest

from bot.domain.request import Heard
from bot.slack.heard import by_anybody, event, message

SAID = {"type": "message", "channel": "C1", "ts": "1.1", "user": "U1", "text": "Hello"}


def test_a_new_message() -> None:
    assert event(SAID) == Heard(channel="C1", ts="1.1", author="U1", text="Hello")


def test_a_line_in_a_thread_and_the_message_that_begins_one() -> None:
    assert event(SAID | {"thread_ts": "1.0"}) == Heard(
        channel="C1", ts="1.1", thread_ts="1.0", author="U1", text="Hello"
    )
    assert event(SAID | {"thread_ts": "1.1"}) == Heard(channel="C1", ts="1.1", author="U1", text="Hello")


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"user": "USLACKBOT"},
        {"user": None},
        {"subtype": "channel_join"},
        {"subtype": "bot_message"},
        {"ts": ""},
        {"channel": ""},
        {"subtype": "message_changed"},
        {"subtype": "message_changed", "message": "odd"},
        {"subtype": "message_deleted"},
    ],
)
def test_what_nobody_said(more: dict[str, Any]) -> None:
    assert event(SAID | more) is None


def test_edits_and_deletions() -> None:
    now = {"ts": "1.1", "user": "U1", "text": "Hi"}
    changed = event({"channel": "C1", "subtype": "message_changed", "message": now})
    assert changed == Heard(channel="C1", ts="1.1", author="U1", text="Hi", changed=True)
    gone = event({"channel": "C1", "subtype": "message_deleted", "deleted_ts": "1.1", "previous_message": now})
    assert gone == Heard(channel="C1", ts="1.1", gone=True)
    tombstone = {"ts": "1.1", "subtype": "tombstone", "thread_ts": "1.1"}
    assert event({"channel": "C1", "subtype": "message_changed", "message": tombstone}) == gone


def test_files_are_kept_by_name_and_never_fetched() -> None:
    files = [{"id": "F1", "name": "a.png", "mimetype": "image/png", "size": 7, "url_private": "https://x"}, "odd"]
    found = message("C1", SAID | {"subtype": "file_share", "files": files})
    assert found is not None
    assert found.attachments == ({"id": "F1", "name": "a.png", "type": "image/png", "size": 7},)


def test_an_apps_message_has_no_author() -> None:
    assert by_anybody("C1", SAID | {"bot_id": "B1"}) == Heard(channel="C1", ts="1.1", text="Hello")
