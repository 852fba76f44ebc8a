"""Modals and Home: triggers, the stack, hashes, and what a person has typed."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import AppDidNotAnswer, Refused, Sandbox, triggers
from tests.sandbox.conftest import Json, Now, RawApp, button, modal, text

#: As it is before `tests/conftest.py` gives a slow machine more.
SLACKS_LIFETIME = triggers.LIFETIME


async def trigger(sandbox: Sandbox, raw: RawApp) -> str:
    await sandbox.shortcut("ana", "new_ticket")
    return str(raw.payloads[-1]["trigger_id"])


async def opened(sandbox: Sandbox, raw: RawApp, client: AsyncWebClient, **more: Any) -> str:
    answer = await client.views_open(trigger_id=await trigger(sandbox, raw), view=modal(**more))
    return str(answer["view"]["id"])


async def refusal(call: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call  # type: ignore[misc]
    return str(refused.value.response["error"])


async def test_a_trigger_works_once_and_for_three_seconds(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.triggers.LIFETIME", SLACKS_LIFETIME)
    used = await trigger(sandbox, raw)
    await client.views_open(trigger_id=used, view=modal())
    assert await refusal(client.views_open(trigger_id=used, view=modal())) == "exchanged_trigger_id"
    late = await trigger(sandbox, raw)
    now.ahead += 3.1
    assert await refusal(client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_bad_view_names_the_problem_and_leaves_the_trigger(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp
) -> None:
    fresh = await trigger(sandbox, raw)
    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id=fresh, view=modal(title=text("x" * 25)))
    assert refused.value.response["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in refused.value.response["response_metadata"]["messages"][0]
    assert await refusal(client.views_open(trigger_id=fresh, view=modal(blocks=[
        {"type": "section", "block_id": str(n), "text": text("x" * 3000)} for n in range(90)
    ]))) == "view_too_large"  # fmt: skip
    assert (await client.views_open(trigger_id=fresh, view=modal()))["ok"]


async def test_three_modals_are_the_most(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp) -> None:
    root = await opened(sandbox, raw, client)
    second = await client.views_push(trigger_id=await trigger(sandbox, raw), view=modal())
    await client.views_push(trigger_id=await trigger(sandbox, raw), view=modal())
    fresh = await trigger(sandbox, raw)
    assert await refusal(client.views_push(trigger_id=fresh, view=modal())) == "push_limit_reached"
    assert second["view"]["previous_view_id"] == second["view"]["root_view_id"] == root
    with pytest.raises(Refused, match="on top"):
        await sandbox.submit("ana", root, {"text": "x"})
    await sandbox.close_view("ana", sandbox.views("ana")[-1].id)
    assert [view.id for view in sandbox.views("ana")] == [root, second["view"]["id"]]


async def test_an_old_hash_and_a_taken_external_id_are_refused(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp
) -> None:
    view_id = await opened(sandbox, raw, client, external_id="ticket-1")
    old = sandbox.views("ana")[0].hash
    await client.views_update(external_id="ticket-1", view=modal(external_id="ticket-1"), hash=old)
    assert await refusal(client.views_update(view_id=view_id, view=modal(), hash=old)) == "hash_conflict"
    fresh = await trigger(sandbox, raw)
    taken = client.views_push(trigger_id=fresh, view=modal(external_id="ticket-1"))
    assert await refusal(taken) == "duplicate_external_id"
    await sandbox.close_view("ana", view_id)
    assert await refusal(client.views_update(view_id=view_id, view=modal())) == "not_found"


async def test_typed_text_stays_where_the_ids_stay(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp) -> None:
    blocks: list[Json] = [*modal()["blocks"], {"type": "actions", "block_id": "b", "elements": [button("more")]}]
    view_id = await opened(sandbox, raw, client, blocks=blocks)
    typed = {"reply": {"text": {"type": "plain_text_input", "value": "Dear Jo"}}}
    await sandbox.click_in_view("ana", view_id, "more", state=typed)
    assert raw.payloads[-1]["view"]["state"]["values"] == typed
    await client.views_update(view_id=view_id, view=modal(blocks=[*blocks, {"type": "divider"}]))
    await sandbox.submit("ana", view_id)
    assert raw.payloads[-1]["view"]["state"]["values"] == typed


async def test_what_an_answer_to_a_submission_does(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp) -> None:
    view_id = await opened(sandbox, raw, client)
    before = len(raw.payloads)
    missing = await sandbox.submit("ana", view_id)
    assert missing["errors"].keys() == {"reply"}
    assert len(raw.payloads) == before, "Slack's client asks for required fields itself"
    raw.answer = {"response_action": "update", "view": modal(callback_id="second")}
    await sandbox.submit("ana", view_id, {"text": "x"})
    assert [view.body["callback_id"] for view in sandbox.views("ana")] == ["second"]
    raw.answer = {"response_action": "push", "view": modal(callback_id="third")}
    await sandbox.submit("ana", view_id, {"text": "x"})
    assert len(sandbox.views("ana")) == 2
    raw.answer = None
    await sandbox.submit("ana", sandbox.views("ana")[-1].id, {"text": "x"})
    assert [view.id for view in sandbox.views("ana")] == [view_id]
    raw.answer = {"response_action": "clear"}
    await sandbox.submit("ana", view_id, {"text": "x"})
    assert sandbox.views("ana") == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"no_such_block": "x"}},
        {"response_action": "errors"},
        {"response_action": "update", "view": modal(title=text("x" * 25))},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_that_slack_cannot_use(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, answer: Json
) -> None:
    view_id = await opened(sandbox, raw, client)
    raw.answer = answer
    with pytest.raises(AppDidNotAnswer):
        await sandbox.submit("ana", view_id, {"text": "x"})
    assert len(sandbox.views("ana")) == 1


async def test_home_is_published_per_person(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ana = sandbox.workspace.find_user("ana").id
    home: Json = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await client.views_publish(user_id=ana, view=home)
    await client.views_publish(user_id=ana, view=home, hash=first["view"]["hash"])
    assert await refusal(client.views_publish(user_id=ana, view=home, hash=first["view"]["hash"])) == "hash_conflict"
    assert await refusal(client.views_publish(user_id=ana, view=modal())) == "invalid_arguments"
    assert sandbox.home("ana") is not None
    assert sandbox.home("lea") is None
