"""What the team writes in a thread reaches no customer; what a customer writes stands in no log and in no record."""

import logging
import sqlite3
from contextlib import closing

import pytest
from structlog.testing import capture_logs

from tests.scenarios.reading import everything
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

MARKS = ("marmalade", "Ottoline", "Featherstonehaugh", "ottoline@mail.example", "periwinkle", "quicksilver")


async def test_a_thread_is_internal(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    card = await shop.card_with(asked, "take_over")
    await shop.sandbox.say("ben", "support-orders", "Between us: he is a nuisance, offer him 10 %.", card.ts)
    await shop.sandbox.say("ana", "support-orders", "/ticket approve, send it, done!", card.ts)
    await shop.sandbox.react("ben", "support-orders", card.ts, "white_check_mark")
    await shop.quiet()
    assert shop.replies(asked) == []
    await shop.press("ana", asked, "approve")
    line = await shop.one_reply(asked)
    for ours in ("Between us", "nuisance", "10 %", "done!"):
        assert ours not in line.body
        assert ours not in str(shop.sandbox.customers.reply_requests)


async def test_no_word_of_a_customer_is_logged_or_kept_in_a_record(
    patient: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with capture_logs() as events:
        customer = patient.newcomer(name="Ottoline Featherstonehaugh", email="ottoline@mail.example")
        order = patient.order_of(customer, status="in transit, periwinkle")
        asked = await patient.writes(customer, "My marmalade", f"Where is my order {order}? It is marmalade.")
        await patient.card_with(asked, "approve")
        patient.sandbox.fail("chat.update", status=500)
        patient.sandbox.fail("response_url", body=b"marmalade", status=500)
        await patient.press("ana", asked, "approve")
        await patient.card_with(asked, "take_back")
        await patient.quiet()
        patient.change_order(order, status="lost, quicksilver")
        await patient.undo_time_passes()  # the reply is stopped
        form = await patient.choose("ana", asked, "write_reply")
        await patient.sandbox.submit("ana", form.id, {"text": "The marmalade comes today, Ottoline."})
        await patient.quiet()
        patient.sandbox.customers.fail(conversation=asked.conversation, drop_after=True)
        await patient.undo_time_passes()  # and this one is unsure
        angry = await patient.writes(
            customer, "marmalade", "I am furious, my lawyer will write to you about marmalade."
        )
        await patient.card_with(angry, "open")
        await patient.opened("marta", patient.sandbox.command("marta", "support-orders", f"/ticket {angry.number}"))
        patient.sandbox.clear_faults()
        await patient.quiet()
    logged = [str(event) for event in events] + [record.getMessage() for record in caplog.records]
    assert logged
    for mark in MARKS:
        assert not [line for line in logged if mark in line]
    with closing(sqlite3.connect(patient.database)) as database:
        for table in ("journal", "outbox", "inbox"):
            kept = str(database.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608 - a name of ours
            assert kept.count("(") > 1
            for mark in MARKS:
                assert mark not in kept, table


async def test_hostile_text_pings_nobody_and_breaks_nothing(shop: Shop) -> None:
    text = (
        "<!channel> <!here> <@U0ANA000001> <!subteam^S1> Where is my order? See <https://evil.example|click here> "
        "*bold* `code` ```fence``` \u202eesrever\u202c & <script>alert(1)</script> " + "Please help. " * 1500
    )
    customer = shop.newcomer(name="<!everyone> *Bobby*", email="bobby@mail.example")
    order = shop.order_of(customer)
    asked = await shop.writes(customer, f"<!channel> order {order}", f"{text} It is order {order}.")
    await shop.card_with(asked, "more")
    await shop.press("ana", asked, "claim")
    await shop.until(lambda: shop.thread(asked))
    await shop.quiet()
    about = [m for m in shop.sandbox.posted if asked.number in everything(m)] + shop.thread(asked)
    for message in about:
        assert not rings(list(message.blocks), message.text), message.text[:80]


def rings(node: object, text: str = "") -> bool:
    """Whether Slack would notify somebody: a mention in text that it reads as mrkdwn, or a mention element."""
    if any(token in text for token in ("<!channel", "<!here", "<!everyone", "<!subteam", "<@U0ANA")):
        return True
    if isinstance(node, list):
        return any(rings(part) for part in node)
    if isinstance(node, dict):
        if node.get("type") in ("broadcast", "usergroup", "user"):
            return True
        told = str(node.get("text", "")) if node.get("type") == "mrkdwn" else ""
        return rings([], told) if told else any(rings(part) for part in node.values() if isinstance(part, dict | list))
    return False
