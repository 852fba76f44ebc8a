"""The gateway against a real socket: what it sends, and what it makes of every kind of answer and of none."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web

from bot.slack.errors import (
    ChannelGone,
    MessageGone,
    MissingScope,
    NotInChannel,
    RateLimited,
    Rejected,
    SlackDown,
    SlackError,
    TokenBad,
    Unclear,
)
from bot.slack.gateway import CLOCKS_DIFFER, Slack, open_session
from bot.slack.limits import Post
from tests.slack.fake_slack import Answer, FakeSlack, error, hang_up, ok, raw, serve

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
POST = Post("T-1042", [{"type": "divider", "block_id": "d"}], {"event_type": "deskhand_card", "event_payload": {}})


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    runner = await serve(fake)
    yield fake
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session(seconds=5.0) as session:
        yield session


@pytest.fixture
def slack(fake: FakeSlack, session: aiohttp.ClientSession) -> Slack:
    return Slack("xoxb-test", session, base_url=fake.url)


async def test_post_sends_text_blocks_and_metadata_and_returns_the_ts(fake: FakeSlack, slack: Slack) -> None:
    fake.will("chat.postMessage", ok(ts="1.2", channel="C1"))
    assert await slack.post("C1", POST, thread_ts="1.1") == "1.2"
    (sent,) = fake.sent("chat.postMessage")
    assert sent["channel"] == "C1"
    assert sent["thread_ts"] == "1.1"
    assert sent["blocks"] == POST.blocks
    assert sent["metadata"] == POST.metadata
    assert sent["unfurl_links"] is False


async def test_update_always_carries_blocks(fake: FakeSlack, slack: Slack) -> None:
    fake.will("chat.update", ok(ts="1.2"))
    await slack.update("C1", "1.2", POST)
    (sent,) = fake.sent("chat.update")
    assert (sent["ts"], sent["text"], sent["blocks"]) == ("1.2", "T-1042", POST.blocks)


async def test_views_dms_ephemerals_and_homes(fake: FakeSlack, slack: Slack) -> None:
    view = {"type": "modal"}
    fake.will("views.open", ok(view={"id": "V1"}))
    fake.will("views.push", ok(view={"id": "V2"}))
    for method in ("views.update", "views.publish", "chat.delete", "chat.postEphemeral"):
        fake.will(method, ok())
    fake.will("conversations.open", ok(channel={"id": "D1"}))
    assert await slack.open_view("trigger", view) == "V1"
    assert await slack.push_view("trigger", view) == "V2"
    assert await slack.open_dm("U1") == "D1"
    await slack.update_view("V1", view)
    await slack.publish_home("U1", {"type": "home"})
    await slack.ephemeral("C1", "U1", POST)
    await slack.delete("C1", "1.2")
    assert fake.sent("chat.postEphemeral")[0]["user"] == "U1"
    assert fake.sent("conversations.open")[0]["users"] == "U1"


async def test_members_are_read_page_by_page(fake: FakeSlack, slack: Slack) -> None:
    fake.will(
        "conversations.members",
        ok(members=["U1", "U2"], response_metadata={"next_cursor": "next"}),
        ok(members=["U3"], response_metadata={"next_cursor": ""}),
    )
    assert await slack.members("C1") == {"U1", "U2", "U3"}
    first, second = fake.sent("conversations.members")
    assert "cursor" not in first
    assert first["limit"] == "200"
    assert second["cursor"] == "next"


async def test_users_tell_guests_strangers_bots_and_people_who_left(fake: FakeSlack, slack: Slack) -> None:
    members = [
        {"id": "U1", "name": "nina", "real_name": "Nina Berg", "profile": {"email": "nina@shop.example"}, "tz": "UTC"},
        {"id": "U2", "name": "guest", "is_ultra_restricted": True},
        {"id": "U3", "name": "stranger", "is_stranger": True, "deleted": True},
        {"id": "USLACKBOT", "name": "slackbot"},
    ]
    fake.will("users.list", ok(members=members))
    nina, guest, stranger, slackbot = await slack.users()
    assert (nina.name, nina.email, nina.handle) == ("Nina Berg", "nina@shop.example", "nina")
    assert not nina.guest
    assert guest.guest
    assert guest.name == "guest"
    assert stranger.stranger
    assert stranger.deleted
    assert slackbot.is_bot


async def test_channels_groups_and_auth(fake: FakeSlack, slack: Slack) -> None:
    fake.will("conversations.list", ok(channels=[{"id": "C1", "name": "support-orders"}]))
    fake.will("usergroups.list", ok(usergroups=[{"id": "S1", "handle": "orders"}]))
    fake.will("usergroups.users.list", ok(users=["U1"]))
    fake.will("auth.test", ok(team_id="T1", team="Aster", user_id="U9", bot_id="B1", url="https://x.example/"))
    assert await slack.channels() == {"support-orders": "C1"}
    assert await slack.usergroups() == {"orders": "S1"}
    assert await slack.usergroup_members("S1") == {"U1"}
    assert (await slack.auth()).bot_id == "B1"


async def test_our_own_post_is_found_again_by_its_metadata(fake: FakeSlack, slack: Slack) -> None:
    ours = {"ts": "1.2", "metadata": {"event_payload": {"outbox_id": "post-7"}}}
    fake.will("conversations.history", ok(messages=[{"ts": "1.3"}, ours]))
    fake.will("conversations.replies", ok(messages=[]))
    assert await slack.find("C1", "post-7", since=AT) == "1.2"
    assert await slack.find("C1", "post-8", since=AT) is None
    assert await slack.find("C1", "post-7", since=AT, thread_ts="1.1") is None
    assert fake.sent("conversations.replies")[0]["ts"] == "1.1"
    asked = [float(sent["oldest"]) for sent in fake.sent("conversations.history")]
    assert asked == [(AT - CLOCKS_DIFFER).timestamp()] * 2


ANSWERS: list[tuple[Answer, type[SlackError]]] = [
    (error("channel_not_found"), ChannelGone),
    (error("is_archived"), ChannelGone),
    (error("not_in_channel"), NotInChannel),
    (error("message_not_found"), MessageGone),
    (error("invalid_auth"), TokenBad),
    (error("token_revoked"), TokenBad),
    (error("missing_scope", needed="chat:write"), MissingScope),
    (error("ratelimited"), RateLimited),
    (error("invalid_blocks"), Rejected),
    (error("msg_too_long"), Rejected),
    (error("something_new"), Rejected),
    (error("service_unavailable"), SlackDown),
    (error("fatal_error"), Unclear),
    (raw(b'{"ok":false,"error":"ratelimited"}', 429), RateLimited),
    (raw(b"slow down", 429, "text/plain"), RateLimited),
    (raw(b"<html>bad gateway</html>", 502, "text/html"), SlackDown),
    (raw(b"not json", 500), SlackDown),
    (raw(b"oops", 503, "text/plain"), SlackDown),
    (raw(b"not json"), Unclear),
    (raw(b"<html>login</html>", 200, "text/html"), Unclear),
    (raw(b"ok", 200, "text/plain"), Unclear),
    (raw(b"[1, 2]"), Unclear),
    (raw(b"\xff\xfe\xfa"), Unclear),
    (raw(b'{"ok": true}'), Unclear),
    (raw(b""), Unclear),
    (hang_up, Unclear),
]


@pytest.mark.parametrize(("answer", "kind"), ANSWERS)
async def test_each_answer_says_what_to_do(
    answer: Answer, kind: type[SlackError], fake: FakeSlack, slack: Slack
) -> None:
    fake.will("chat.postMessage", answer)
    with pytest.raises(SlackError) as raised:
        await slack.post("C1", POST)
    assert type(raised.value) is kind
    assert len(fake.received) == 1, "the gateway tries nothing twice"


async def test_a_rate_limit_says_how_long(fake: FakeSlack, slack: Slack) -> None:
    fake.will("chat.update", raw(b"{}", 429, **{"Retry-After": "17"}))
    with pytest.raises(RateLimited) as raised:
        await slack.update("C1", "1.2", POST)
    assert raised.value.retry_after == 17.0


@pytest.mark.parametrize("retry_after", ["soon", ""])
async def test_a_rate_limit_that_does_not_say_how_long_pauses(retry_after: str, fake: FakeSlack, slack: Slack) -> None:
    fake.will("chat.update", raw(b"{}", 429, **{"Retry-After": retry_after}))
    with pytest.raises(RateLimited) as raised:
        await slack.update("C1", "1.2", POST)
    assert raised.value.retry_after > 0


async def test_what_slack_says_about_bad_blocks_is_kept(fake: FakeSlack, slack: Slack) -> None:
    fake.will("chat.postMessage", error("invalid_blocks", response_metadata={"messages": ["[ERROR] too long"]}))
    with pytest.raises(Rejected, match=r"invalid_blocks: \[ERROR\] too long"):
        await slack.post("C1", POST)


async def test_a_missing_scope_is_named(fake: FakeSlack, slack: Slack) -> None:
    fake.will("auth.test", error("missing_scope", needed="users:read", provided="chat:write"))
    with pytest.raises(MissingScope) as raised:
        await slack.auth()
    assert raised.value.needed == "users:read"


async def test_nobody_listening_means_that_nothing_left(session: aiohttp.ClientSession) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    slack = Slack("xoxb-test", session, base_url=f"http://127.0.0.1:{port}/api/")
    with pytest.raises(SlackDown):
        await slack.post("C1", POST)
    assert await slack.respond(f"http://127.0.0.1:{port}/respond", POST) is False


async def test_no_answer_in_time_is_unclear_for_a_post_and_down_for_a_read(fake: FakeSlack) -> None:
    never = asyncio.Event()

    async def wait(_: web.Request) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    fake.will("chat.postMessage", wait)
    fake.will("users.list", wait)
    async with open_session(seconds=0.2) as impatient:
        slack = Slack("xoxb-test", impatient, base_url=fake.url)
        with pytest.raises(Unclear):
            await slack.post("C1", POST)
        with pytest.raises(SlackDown):
            await slack.users()
    never.set()


async def test_a_read_that_breaks_off_may_be_repeated(fake: FakeSlack, slack: Slack) -> None:
    fake.will("conversations.members", hang_up)
    with pytest.raises(SlackDown):
        await slack.members("C1")


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        (raw(b"ok", 200, "text/plain"), True),
        (ok(), True),
        (error("expired_url"), False),
        (raw(b"used_url", 404, "text/plain"), False),
        (raw(b"", 500), False),
        (hang_up, False),
    ],
)
async def test_respond_tells_whether_slack_took_it(
    answer: Answer, accepted: bool, fake: FakeSlack, slack: Slack
) -> None:
    fake.will("respond", answer)
    assert await slack.respond(f"{fake.url}respond", POST, replace=True) is accepted
    (sent,) = fake.sent("respond")
    assert sent["replace_original"] is True
    assert sent["metadata"] == POST.metadata


async def test_respond_leaves_the_original_alone_unless_told(fake: FakeSlack, slack: Slack) -> None:
    fake.will("respond", ok())
    await slack.respond(f"{fake.url}respond", POST)
    assert fake.sent("respond")[0]["replace_original"] is False


async def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    monkeypatch: pytest.MonkeyPatch, fake: FakeSlack, session: aiohttp.ClientSession
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    fake.will("auth.test", ok(team_id="T1"))
    fake.will("respond", ok())
    slack = Slack("xoxb-test", session, base_url=fake.url)
    assert (await slack.auth()).team_id == "T1"
    assert await slack.respond(f"{fake.url}respond", POST)
    assert Slack("xoxb-test", session).client.proxy == "http://127.0.0.1:1"
