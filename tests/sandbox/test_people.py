"""A person can only do what Slack's client would offer them."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Refused, Sandbox
from sandbox.composer import escape, in_command
from tests.sandbox.conftest import Json, RawApp, button, card, text

OPTIONS = [{"text": text(word), "value": word} for word in ("resolve", "snooze")]
CONFIRM = {key: text("Sure?") for key in ("title", "text", "confirm", "deny")}


async def test_only_what_is_there_can_be_pressed(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str
) -> None:
    blocks = card(
        button("claim", value="1"),
        button("reject", confirm=CONFIRM),
        {"type": "static_select", "action_id": "more", "options": OPTIONS},
        {"type": "users_select", "action_id": "assign"},
    )
    ts = (await client.chat_postMessage(channel=orders, text="x", blocks=blocks))["ts"]
    await sandbox.settled()
    before = len(raw.payloads)
    with pytest.raises(Refused, match="no approve"):
        await sandbox.click("ana", "orders", ts, "approve")
    with pytest.raises(Refused, match="value"):
        await sandbox.click("ana", "orders", ts, "claim", "2")
    with pytest.raises(Refused, match="Sure"):
        await sandbox.click("ana", "orders", ts, "reject")
    with pytest.raises(Refused, match="does not offer"):
        await sandbox.click("ana", "orders", ts, "more", option="delete")
    with pytest.raises(Refused, match="cannot see"):
        await sandbox.click("gus", "orders", ts, "claim")
    with pytest.raises(Refused, match="gone"):
        await sandbox.click("ana", "orders", "1.2", "claim")
    assert len(raw.payloads) == before
    await sandbox.click("ana", "orders", ts, "reject", confirmed=True)
    await sandbox.click("ana", "orders", ts, "more", option="snooze")
    assert raw.payloads[-1]["actions"][0]["selected_option"]["value"] == "snooze"
    lea = sandbox.workspace.find_user("lea").id
    await sandbox.click("ana", "orders", ts, "assign", lea)
    assert raw.payloads[-1]["actions"][0]["selected_user"] == lea
    assert raw.payloads[-1]["state"]["values"]["act"]["assign"]["selected_user"] == lea


async def test_rows_with_the_same_button_are_told_apart_by_value(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str
) -> None:
    rows: list[Json] = [
        {"type": "section", "text": text(n), "accessory": button("open", value=n)} for n in ("T-1", "T-2")
    ]
    ts = (await client.chat_postMessage(channel=orders, text="x", blocks=rows))["ts"]
    with pytest.raises(Refused, match="which"):
        await sandbox.click("ana", "orders", ts, "open")
    await sandbox.click("ana", "orders", ts, "open", "T-2")
    assert raw.payloads[-1]["actions"][0]["value"] == "T-2"


async def test_an_ephemeral_belongs_to_one_person(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str
) -> None:
    ana = sandbox.workspace.find_user("ana").id
    posted = await client.chat_postEphemeral(channel=orders, user=ana, text="x", blocks=card(button("claim")))
    assert [m.ts for m in sandbox.ephemerals("ana")] == [posted["message_ts"]]
    assert sandbox.ephemerals("lea") == []
    assert sandbox.messages("orders") == []
    with pytest.raises(Refused, match="gone"):
        await sandbox.click("lea", "orders", posted["message_ts"], "claim")
    await sandbox.click("ana", "orders", posted["message_ts"], "claim")


async def test_commands_and_shortcuts_come_from_the_manifest() -> None:
    features = {
        "slash_commands": [{"command": "/queue"}],
        "shortcuts": [{"name": "New", "type": "global", "callback_id": "new_ticket"}],
    }
    async with Sandbox("T", ["ana"], [{"name": "orders", "members": ("ana",)}], manifest={"features": features}) as box:
        with pytest.raises(Refused, match="/digest"):
            await box.command("ana", "orders", "/digest today")
        said = await box.say("ana", "orders", "x")
        with pytest.raises(Refused, match="message shortcut"):
            await box.message_shortcut("ana", "new_ticket", "orders", said.ts)


def test_typed_text_is_escaped_but_mentions_are_not() -> None:
    assert escape("a < b & <@U1> <https://x.example>") == "a &lt; b &amp; <@U1> <https://x.example>"


@pytest.mark.parametrize(
    ("typed", "escaped", "plain"),
    [
        ("orders away @Ben until friday", "orders away <@U0BEN|ben> until friday", "orders away @ben until friday"),
        ("assign T-1 <@U0BEN>", "assign T-1 <@U0BEN|ben>", "assign T-1 @ben"),
        ("note T-1 ben@shop.example and @nobody", *["note T-1 ben@shop.example and @nobody"] * 2),
    ],
)
def test_people_in_a_command_have_ids_only_where_that_is_asked_for(typed: str, escaped: str, plain: str) -> None:
    ids = {"ben": "U0BEN"}
    assert in_command(typed, ids, escaped=True) == escaped
    assert in_command(typed, ids, escaped=False) == plain


async def test_waiting_ends_with_the_change_or_the_time(sandbox: Sandbox) -> None:
    with pytest.raises(TimeoutError):
        await sandbox.wait_for(lambda: sandbox.messages("orders"), timeout=0.01)
    await sandbox.say("ana", "orders", "x")
    assert len(await sandbox.wait_for(lambda: sandbox.messages("orders"))) == 1


async def test_a_locale_is_told_to_whoever_asks_for_it(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ana = sandbox.workspace.find_user("ana").id
    assert "locale" not in (await client.users_info(user=ana))["user"]
    assert (await client.users_info(user=ana, include_locale=True))["user"]["locale"] == "en-US"
    members = (await client.users_list(include_locale=True))["members"]
    assert {member["locale"] for member in members} == {"en-US"}
