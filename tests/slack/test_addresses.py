"""Requests go to what was set: neither a payload nor an answer can send them elsewhere."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.slack.addresses import answers_begin_with
from bot.slack.errors import SlackDown, Unclear
from bot.slack.gateway import Slack, open_session
from bot.slack.limits import Post
from tests.slack.fake_slack import FakeSlack, ok, serve

POST = Post("T-1042", [])


@pytest.fixture
async def two() -> AsyncIterator[tuple[FakeSlack, FakeSlack]]:
    """Slack, and somebody else."""
    fakes = FakeSlack(), FakeSlack()
    runners = [await serve(fake) for fake in fakes]
    yield fakes
    for runner in runners:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("api", "given", "taken"),
    [
        ("https://slack.com/api/", "https://hooks.slack.com/actions/T1/2/x", True),
        ("https://slack.com/api/", "https://hooks.slack.com/commands/T1/2/x", True),
        ("https://slack-gov.com/api/", "https://hooks.slack-gov.com/actions/T1/2/x", True),
        ("http://127.0.0.1:8765/api/", "http://127.0.0.1:8765/respond/actions/T1/x", True),
        ("http://sandbox:8765/api/", "http://sandbox:8765/respond/actions/T1/x", True),
        ("https://slack.com/api/", "http://hooks.slack.com/actions/T1/2/x", False),
        ("https://slack.com/api/", "https://hooks.slack.com.evil.example/actions", False),
        ("https://slack.com/api/", "https://hooks.slack.com@evil.example/actions", False),
        ("https://slack.com/api/", "https://hooks.slack.com:8443/actions", False),
        ("https://slack.com/api/", "https://evil.example\\@hooks.slack.com/actions", False),
        ("https://slack.com/api/", "https://evil.example/https://hooks.slack.com/", False),
        ("https://slack.com/api/", "https://127.0.0.1/actions", False),
        ("https://slack.com/api/", " https://hooks.slack.com/actions", False),
        ("https://slack.com/api/", "//hooks.slack.com/actions", False),
        ("https://slack.com/api/", "", False),
        ("http://127.0.0.1:8765/api/", "http://127.0.0.1:9000/respond", False),
        ("http://127.0.0.1:8765/api/", "http://127.0.0.1:87650/respond", False),
    ],
)
def test_answers_go_to_slack_s_own_hosts(api: str, given: str, taken: bool) -> None:
    assert given.startswith(answers_begin_with(api)) is taken


async def test_a_response_url_of_somebody_else_is_not_called(two: tuple[FakeSlack, FakeSlack]) -> None:
    ours, theirs = two
    theirs.will("respond", ok())
    async with open_session() as session:
        slack = Slack("xoxb-test", session, base_url=ours.url)
        assert await slack.respond(f"{theirs.url}respond", POST) is False
    assert theirs.received == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_no_redirect_is_followed(two: tuple[FakeSlack, FakeSlack], status: int) -> None:
    ours, theirs = two

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": theirs.url + request.match_info["method"]})

    for method in ("respond", "chat.postMessage", "users.list"):
        ours.will(method, elsewhere)
        theirs.will(method, ok(ts="1.2"))
    async with open_session() as session:
        slack = Slack("xoxb-test", session, base_url=ours.url)
        assert await slack.respond(f"{ours.url}respond", POST) is False
        with pytest.raises(Unclear):
            await slack.post("C1", POST)
        with pytest.raises(SlackDown):
            await slack.users()
    assert theirs.received == []


async def test_links_in_an_answer_are_not_looked_up(two: tuple[FakeSlack, FakeSlack]) -> None:
    ours, _ = two
    ours.will("respond", ok())
    async with open_session() as session:
        await Slack("xoxb-test", session, base_url=ours.url).respond(f"{ours.url}respond", POST)
    [(_, sent)] = ours.received
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)
