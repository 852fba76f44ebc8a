"""What people make of a suggestion besides sending it: its quotes, a wish for another one, thumbs."""

import pytest

from sandbox import View
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def wish(shop: Shop, who: str, asked: Asked, text: str) -> View:
    form = await shop.open_by(who, asked, "redraft")
    assert await shop.sandbox.submit(who, form.id, {"wish": text}) == {}
    return form


async def test_shorter_is_shorter_and_sent_as_it_then_stands(shop: Shop) -> None:
    asked = await shop.asks_where()
    long = words_of(await shop.card_with(asked, "approve"))
    assert "A late parcel is almost never lost" in long
    await wish(shop, "ana", asked, "shorter")
    card = await shop.card_with(asked, "approve", says="Redrafted: “shorter”")
    assert "A late parcel is almost never lost" not in words_of(card)
    assert "[1]" in words_of(card)
    await shop.press("ana", asked, "approve")
    line = await shop.one_reply(asked)
    assert "up to two working days later" in line.body
    assert "never lost" not in line.body
    assert "[1]" not in line.body, "marks are for the team"


async def test_the_built_in_assistant_says_what_it_cannot_follow(shop: Shop) -> None:
    asked = await shop.asks_where()
    await wish(shop, "ana", asked, "offer the voucher <!channel>")
    card = await shop.card_with(asked, "approve", says="Not followed: “offer the voucher")
    assert "voucher" not in words_of(card).split("Not followed")[0]
    form = await shop.choose("lena", asked, "history")
    assert "asked for another suggestion" in words_of(form)


async def test_what_a_colleague_reads_stays_and_the_newer_one_can_be_taken(shop: Shop) -> None:
    asked = await shop.asks_where()
    quotes = await shop.open_by("omar", asked, "quotes")
    assert "version" in words_of(quotes)
    assert "valid until" in words_of(quotes)
    await wish(shop, "ana", asked, "shorter")
    card = await shop.card_with(asked, "approve", "read_again", says="A newer suggestion came")
    assert "almost never lost" in words_of(card)
    await shop.press("ana", asked, "read_again")
    card = await shop.card_with(asked, "approve", "redraft", says="Redrafted: “shorter”")
    assert "almost never lost" not in words_of(card)


UNQUOTED = "If a search finds nothing within three working days"


async def test_the_article_behind_a_quote_is_read_in_full_and_that_is_on_record(shop: Shop) -> None:
    asked = await shop.asks_where()
    quotes = await shop.open_by("omar", asked, "quotes")
    assert UNQUOTED not in words_of(quotes)
    await shop.sandbox.click_in_view("omar", quotes.id, "read_article")
    told = words_of(await shop.next_view("omar", quotes))
    for part in ("Delivery delays", "checked 12 days ago", "for customers", "valid until", UNQUOTED):
        assert part in told
    history = await shop.choose("lena", asked, "history")
    assert "read the article delivery-delays" in words_of(history)


async def test_on_top_of_three_modals_it_takes_the_place_of_the_last(shop: Shop) -> None:
    asked = await shop.asks_where()
    quotes = await shop.open_by("ana", asked, "quotes")
    shop.sandbox.fail("views.push", error="push_limit_reached")
    await shop.sandbox.click_in_view("ana", quotes.id, "read_article")
    await shop.until(lambda: UNQUOTED in words_of(shop.sandbox.views("ana")[-1]))
    assert [view.id for view in shop.sandbox.views("ana")] == [quotes.id]


async def test_a_thumb_is_answered_in_private(shop: Shop) -> None:
    asked = await shop.asks_where()
    before = await shop.card_with(asked, "good", "bad")
    assert "a good suggestion" in await shop.told("ana", shop.press("ana", asked, "good"))
    assert "not a good suggestion" in await shop.told("ana", shop.press("ana", asked, "bad"))
    await shop.quiet()
    assert buttons(await shop.card_with(asked, "good")) == buttons(before)
    assert "Only members of this queue" in await shop.told("nadia", shop.press("nadia", asked, "good"))


async def test_a_wrong_answer_is_reported_looked_into_and_settled(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    form = await shop.choose("lena", asked, "report")
    assert f"your order {asked.order}" in words_of(form), words_of(form)
    sent = await shop.sandbox.submit("lena", form.id, {"wrong": "fact", "note": "It comes on Friday."})
    assert sent == {}
    await shop.card_with(asked, says="Reported as wrong: a fact is wrong (Lena")
    told = await shop.written_to("marta", asked.number, "a fact is wrong", "It comes on Friday.")
    assert buttons(told) == ["open", "settle_report"]
    await shop.sandbox.click("marta", told.channel, told.ts, "settle_report")
    await shop.written_to("marta", f"The report on {asked.number} is settled.")
    await shop.written_to("lena", "Marta Silva has settled the report")
    await shop.quiet()
    card = shop.card(asked)
    assert card is not None
    assert "Reported" not in words_of(card)


async def test_a_report_about_data_opens_the_ticket_for_who_answers_for_data_only(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    data = shop.desk.file.owners.data.removeprefix("@")
    form = await shop.choose("ana", asked, "report")
    assert await shop.sandbox.submit("ana", form.id, {"wrong": "wrong_customer"}) == {}
    card = await shop.card_with(asked, says="it is about another customer")
    assert "approve" not in buttons(card), "nobody sends it"
    told = await shop.written_to(data, asked.number, "it is about another customer")
    opened = await shop.opened(data, shop.sandbox.click(data, told.channel, told.ts, "open"))
    assert asked.order in words_of(opened)
    assert "claim" not in buttons(opened)
