"""A file on its way into Slack and out again, against a real socket: what is sent, and each step failing once."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from bot.slack import uploads
from bot.slack.errors import MissingScope, RateLimited, Rejected, SlackDown, SlackError, Unclear
from bot.slack.gateway import Slack, open_session
from tests.slack.fake_slack import Answer, FakeSlack, error, hang_up, ok, raw, serve

BEGIN, SHARE, REMOVE = "files.getUploadURLExternal", "files.completeUploadExternal", "files.delete"
PHOTO = b"\xff\xd8\xff\xe0 a broken pot"


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    runner = await serve(fake)
    yield fake
    await runner.cleanup()


@pytest.fixture
async def slack(fake: FakeSlack) -> AsyncIterator[Slack]:
    async with open_session(seconds=5.0) as session:
        yield Slack("xoxb-test", session, base_url=fake.url)


class Bytes:
    """Where bytes go: keeps them, with what was said of them."""

    def __init__(self, fake: FakeSlack) -> None:
        self.came: list[tuple[str, str, str | None, bytes]] = []
        self.url = f"{fake.url}upload"
        fake.will("upload", self.take)

    async def take(self, request: web.Request) -> web.StreamResponse:
        head = request.headers
        body = await request.read()
        self.came.append((request.method, head["Content-Type"], head.get("Authorization"), body))
        return web.Response(text="OK - 1")


async def test_a_file_is_told_of_sent_and_shared(fake: FakeSlack, slack: Slack) -> None:
    there = Bytes(fake)
    fake.will(BEGIN, ok(upload_url=there.url, file_id="F1"))
    fake.will(SHARE, ok(files=[{"id": "F1"}]))

    upload = await uploads.begin(slack, "pot.jpg", len(PHOTO))
    await slack.send_bytes(upload.url, PHOTO, 5.0)
    await uploads.share(slack, upload.file_id, title="pot.jpg", channel="D1", comment="T-1042 · image/jpeg, 1 kB")

    assert upload == uploads.Upload("F1", there.url)
    (told,) = fake.sent(BEGIN)
    assert (told["filename"], told["length"]) == ("pot.jpg", str(len(PHOTO)))
    assert there.came == [("POST", "application/octet-stream", None, PHOTO)]  # the token stays behind
    (shared,) = fake.sent(SHARE)
    assert json.loads(shared["files"]) == [{"id": "F1", "title": "pot.jpg"}]
    assert (shared["channel_id"], shared["initial_comment"]) == ("D1", "T-1042 · image/jpeg, 1 kB")


FAULTS = [
    pytest.param(error("missing_scope", needed="files:write"), MissingScope, id="scope"),
    pytest.param(error("storage_limit_reached"), Rejected, id="rejected"),
    pytest.param(raw(b"{}", 429, **{"Retry-After": "7"}), RateLimited, id="limit"),
    pytest.param(hang_up, Unclear, id="no answer"),
]


@pytest.mark.parametrize(("fault", "expected"), FAULTS)
@pytest.mark.parametrize("method", [BEGIN, SHARE, REMOVE])
async def test_each_step_fails_as_what_it_is_and_is_not_repeated(
    fake: FakeSlack, slack: Slack, method: str, fault: Answer, expected: type[SlackError]
) -> None:
    fake.will(method, fault, ok(upload_url=f"{fake.url}upload", file_id="F1"))
    steps: dict[str, Callable[[], Awaitable[object]]] = {
        BEGIN: lambda: uploads.begin(slack, "pot.jpg", 5),
        SHARE: lambda: uploads.share(slack, "F1", title="pot.jpg", channel="D1", comment="T-1042"),
        REMOVE: lambda: uploads.remove(slack, "F1"),
    }
    with pytest.raises(expected):
        await steps[method]()
    assert len(fake.sent(method)) == 1
    await steps[method]()  # and the next time it does


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(raw(b"", 500), SlackDown, id="down"),
        pytest.param(raw(b"", 404), Rejected, id="unknown"),
        pytest.param(raw(b"", 302, Location="http://127.0.0.1:9/"), Unclear, id="leads elsewhere"),
        pytest.param(hang_up, Unclear, id="no answer"),
    ],
)
async def test_bytes_that_are_not_taken(
    fake: FakeSlack, slack: Slack, fault: Answer, expected: type[SlackError]
) -> None:
    there = Bytes(fake)
    fake.will("upload", fault, there.take)
    with pytest.raises(expected):
        await slack.send_bytes(there.url, PHOTO, 5.0)
    assert there.came == []
    await slack.send_bytes(there.url, PHOTO, 5.0)
    assert [body for *_, body in there.came] == [PHOTO]


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:9/upload", "https://evil.example/upload"])
async def test_bytes_go_nowhere_but_to_slack(slack: Slack, url: str) -> None:
    with pytest.raises(Rejected, match="foreign_upload_url"):
        await slack.send_bytes(url, PHOTO, 5.0)


async def test_slacks_own_uploads_are_at_files_of_its_domain() -> None:
    async with aiohttp.ClientSession() as session:
        real = Slack("xoxb-test", session, base_url="https://slack.com/api/")
        for url in ("https://slack.com/upload", "https://files.slack.com.evil.example/", "http://files.slack.com/"):
            with pytest.raises(Rejected, match="foreign_upload_url"):
                await real.send_bytes(url, PHOTO, 5.0)


@pytest.mark.parametrize("gone", ["file_not_found", "file_deleted"])
async def test_a_file_that_is_gone_is_removed(fake: FakeSlack, slack: Slack, gone: str) -> None:
    fake.will(REMOVE, ok(), error(gone))
    await uploads.remove(slack, "F1")
    await uploads.remove(slack, "F1")
    assert [sent["file"] for sent in fake.sent(REMOVE)] == ["F1", "F1"]


async def test_a_file_that_may_not_be_removed_is_said(fake: FakeSlack, slack: Slack) -> None:
    fake.will(REMOVE, error("cant_delete_file"))
    with pytest.raises(Rejected, match="cant_delete_file"):
        await uploads.remove(slack, "F1")
