"""The gateway and everything that it sends, against the local workspace, which is as strict as Slack."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.errors import SlackApiError

from bot.flow.forms import Form
from bot.slack import modals
from bot.slack.cards import card
from bot.slack.errors import ChannelGone, MessageGone, NotInChannel, RateLimited, Rejected, SlackDown, TokenBad, Unclear
from bot.slack.gateway import CLOCKS_DIFFER, Slack, open_session
from bot.slack.limits import Post
from bot.words import words
from sandbox import Message, Sandbox
from tests.unit.slack.facts import FACTS
from tests.unit.slack.test_cards import STATES
from tests.unit.slack.test_properties import VIEWS

EN = words("en")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(
        users=["nina", "omar"], channels=[{"name": "support-orders", "members": ["nina"]}], limits=False
    ) as sandbox:
        yield sandbox


@pytest.fixture
async def slack(sandbox: Sandbox) -> AsyncIterator[Slack]:
    async with open_session() as session:
        yield Slack(sandbox.bot_token, session, base_url=sandbox.api_url)


async def channel(slack: Slack) -> str:
    return (await slack.channels())["support-orders"]


@pytest.mark.parametrize("state", STATES)
async def test_each_state_of_the_card_is_accepted_and_edits_the_last(state: str, slack: Slack) -> None:
    place = await channel(slack)
    ts = await slack.post(place, card(FACTS, EN, outbox_id="77"))
    await slack.update(place, ts, card(STATES[state], EN, outbox_id="78", mention_owner=True))


async def test_every_modal_is_valid(slack: Slack) -> None:
    views = [view(facts, EN) for view in VIEWS for facts in (FACTS, STATES["awaiting"], STATES["sealed"])]
    for view in [
        *views,
        modals.new_ticket(EN, Form(types=FACTS.type_choices)),
        modals.message(EN, "A title", "A sentence"),
    ]:
        answer = await slack.client.api_call("blocks.validate", json={"view": view})  # too long for an address
        assert answer["ok"], view["callback_id"]


async def test_people_channels_and_direct_messages(sandbox: Sandbox, slack: Slack) -> None:
    people = {person.handle: person for person in await slack.users()}
    assert {"nina", "omar"} <= set(people)
    assert people["nina"].id in await slack.members(await channel(slack))
    dm = await slack.open_dm(people["nina"].id)
    assert await slack.open_dm(people["nina"].id) == dm
    await slack.post(dm, card(FACTS, EN))
    assert (await slack.auth()).user_id


async def test_a_post_whose_answer_was_lost_is_found_again(sandbox: Sandbox, slack: Slack) -> None:
    place = await channel(slack)
    sandbox.fail("chat.postMessage", drop_after=True)
    with pytest.raises(Unclear):
        await slack.post(place, card(FACTS, EN, outbox_id="post-7"))
    ts = await slack.find(place, "post-7", since=datetime.now(UTC))
    assert ts is not None
    await slack.update(place, ts, card(FACTS, EN, outbox_id="post-7"))


def chatter(sandbox: Sandbox, place: str, count: int, thread_ts: str | None = None) -> None:
    """What others write in a busy place meanwhile."""
    workspace = sandbox.workspace
    for number in range(count):
        line = Message(channel=place, ts=workspace.new_ts(), user="U0NINA", text=f"line {number}", thread_ts=thread_ts)
        workspace.post(line)


async def test_a_post_is_found_again_however_much_came_since(sandbox: Sandbox, slack: Slack) -> None:
    place, before = await channel(slack), datetime.now(UTC)
    chatter(sandbox, place, 30)
    sandbox.fail("chat.postMessage", drop_after=True)
    with pytest.raises(Unclear):
        await slack.post(place, card(FACTS, EN, outbox_id="post-7"))
    chatter(sandbox, place, 450)
    assert await slack.find(place, "post-7", since=before) is not None
    assert await slack.find(place, "post-8", since=before) is None


async def test_what_came_before_is_not_read_again(sandbox: Sandbox, slack: Slack) -> None:
    place = await channel(slack)
    chatter(sandbox, place, 450)
    assert await slack.find(place, "post-7", since=datetime.now(UTC) + 2 * CLOCKS_DIFFER) is None
    assert len(sandbox.calls("conversations.history")) == 1


async def test_a_line_is_found_again_in_a_long_thread(sandbox: Sandbox, slack: Slack) -> None:
    place, before = await channel(slack), datetime.now(UTC)
    root = await slack.post(place, card(FACTS, EN))
    chatter(sandbox, place, 150, root)
    ours = await slack.post(place, card(FACTS, EN, outbox_id="post-7"), root)
    chatter(sandbox, place, 180, root)
    assert await slack.find(place, "post-7", since=before, thread_ts=root) == ours
    last = await slack.post(place, card(FACTS, EN, outbox_id="post-8"), root)
    assert await slack.find(place, "post-8", since=before, thread_ts=root) == last


@pytest.mark.parametrize("wrong", [timedelta(minutes=4), timedelta(minutes=-4)])
async def test_a_clock_that_is_some_minutes_off_hides_nothing(sandbox: Sandbox, slack: Slack, wrong: timedelta) -> None:
    place = await channel(slack)
    ours = datetime.now(UTC) + wrong
    ts = await slack.post(place, card(FACTS, EN, outbox_id="post-7"))
    assert await slack.find(place, "post-7", since=ours) == ts


async def test_what_is_not_there(slack: Slack) -> None:
    place = await channel(slack)
    with pytest.raises(ChannelGone):
        await slack.post("C0NOWHERE", card(FACTS, EN))
    with pytest.raises(MessageGone):
        await slack.update(place, "1.000001", card(FACTS, EN))
    with pytest.raises(Rejected, match="invalid_blocks"):
        await slack.post(place, Post("T-1042", [{"type": "section"}]))


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 429}, RateLimited),
        ({"status": 500}, SlackDown),
        ({"error": "not_in_channel"}, NotInChannel),
        ({"error": "invalid_auth"}, TokenBad),
        ({"body": b"garbage"}, Unclear),
        ({"drop_after": True}, Unclear),
    ],
)
async def test_faults(fault: dict[str, object], kind: type[Exception], sandbox: Sandbox, slack: Slack) -> None:
    place = await channel(slack)
    sandbox.fail("chat.postMessage", **fault)  # type: ignore[arg-type]
    with pytest.raises(kind):
        await slack.post(place, card(FACTS, EN))
    assert len(sandbox.calls("chat.postMessage")) == 1


async def test_a_modal_that_is_not_valid_would_be_noticed(slack: Slack) -> None:
    with pytest.raises(SlackApiError):
        await slack.client.blocks_validate(
            view={**modals.message(EN, "A title", "A sentence"), "title": {"type": "plain_text", "text": "t" * 25}}
        )
