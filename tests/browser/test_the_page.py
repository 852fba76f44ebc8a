"""The worked example with mouse and keyboard, in the sandbox's page."""

import re

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.conftest import Open
from tests.scenarios.shop import Shop
from tests.scenarios.test_a_file_is_fetched import writes

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def card_of(page: Page, number: str) -> Locator:
    """A ticket's card in the channel, not the copy above an open thread."""
    named = page.get_by_text(re.compile(rf"^{number}$"))
    return page.locator("[data-testid=message]:not([data-testid=thread-panel] *)").filter(has=named)


async def press(card: Locator, action: str) -> None:
    await card.locator(f"[data-action-id={action}]").click()


async def say(page: Page, text: str) -> None:
    composer = page.get_by_test_id("composer")
    await composer.fill(text)
    await composer.press("Enter")


async def test_claim_edit_approve_and_the_customer_gets_the_answer(shop: Shop, open_page: Open) -> None:
    page = await open_page("ana", "support-orders")
    asked = await shop.asks_where()
    card = card_of(page, asked.number)
    await expect(card).to_contain_text("Suggested reply to Robin V.")
    await press(card, "claim")
    await expect(card).to_contain_text("With Ana Ferreira")

    await press(card, "edit")
    modal = page.get_by_test_id("modal")
    text = modal.get_by_role("textbox").first
    await expect(text).to_have_value(re.compile("Thank you for asking about your order"))
    await text.fill(f"Hello Robin,\n\nyour order {asked.order} comes on Thursday.\n\nAna")
    await modal.get_by_test_id("modal-submit").click()
    await expect(modal).to_be_hidden()
    await expect(card).to_contain_text("Sent", timeout=15_000)

    await page.get_by_test_id("customer-tab").click()
    await page.get_by_test_id(f"customer-{asked.customer}").click()
    reply = page.get_by_test_id("customer-reply")
    await page.get_by_test_id("conversation").first.click()
    await expect(reply).to_have_count(1)
    await expect(reply).to_contain_text(f"your order {asked.order} comes on Thursday.")
    await expect(reply).to_contain_text("Ana checked and approved it")
    await page.set_viewport_size({"width": 390, "height": 844})  # a telephone
    await expect(page.get_by_role("button", name="5 of 5")).to_be_in_viewport(ratio=1)
    await shop.one_reply(asked)


async def test_approve_on_the_card(shop: Shop, open_page: Open) -> None:
    page = await open_page("ben", "support-orders")
    asked = await shop.asks_where()
    card = card_of(page, asked.number)
    await press(card, "approve")
    await expect(card).to_contain_text("Sent", timeout=15_000)
    await expect(card.locator("[data-action-id=approve]")).to_have_count(0)
    await shop.one_reply(asked)


async def test_a_menu_and_its_modal(shop: Shop, open_page: Open) -> None:
    page = await open_page("ana", "support-orders")
    asked = await shop.asks_where()
    card = card_of(page, asked.number)
    await press(card, "more")
    await page.get_by_test_id("popup").get_by_role("option", name="How this was made").click()
    modal = page.get_by_test_id("modal")
    await expect(modal).to_contain_text("Delivery delays")
    await expect(modal).to_contain_text("Written by: the built-in assistant")


async def test_a_lead_looks_at_the_queue_and_opens_a_ticket(shop: Shop, open_page: Open) -> None:
    page = await open_page("lena", "support-orders")
    asked = await shop.asks_where()
    await expect(card_of(page, asked.number)).to_be_visible()
    await say(page, "/queue orders")
    answer = page.get_by_test_id("ephemeral").last
    await expect(answer).to_contain_text("the longest waiting first")
    await expect(answer).to_contain_text("Orders and deliveries")
    await say(page, f"/ticket {asked.number}")
    modal = page.get_by_test_id("modal")
    await expect(modal).to_contain_text(f"Hello, where is my order {asked.order}?")
    await expect(modal.get_by_role("heading", name=asked.number)).to_be_visible()


async def test_an_answer_for_one_person_stays_in_sight_while_cards_come(shop: Shop, open_page: Open) -> None:
    page = await open_page("lena", "support-orders")
    await say(page, "/queue orders")
    answer = page.get_by_test_id("ephemeral").last
    await expect(answer.get_by_text("Orders and deliveries")).to_be_in_viewport()
    for asked in (await shop.asks_where(), await shop.asks_where()):
        await expect(card_of(page, asked.number)).to_be_attached()
    await expect(page.get_by_role("button", name="New messages")).to_be_visible()
    await expect(answer.get_by_text("Orders and deliveries")).to_be_in_viewport()


async def test_a_customer_writes_and_the_card_appears(shop: Shop, open_page: Open) -> None:
    agent = await open_page("ana", "support-returns")
    customer = shop.newcomer(name="Willa Brook")
    order = shop.order_of(customer, status="delivered on Monday")
    page = await open_page("omar", "support-orders")
    await page.get_by_test_id("customer-tab").click()
    await page.get_by_test_id(f"customer-{customer.id}").click()
    await page.get_by_test_id("customer-new").click()
    await page.get_by_test_id("customer-subject").fill("Two cushions")
    await page.get_by_test_id("customer-body").fill(f"Hello, I would like to return two cushions from order {order}.")
    await page.get_by_test_id("customer-send").click()
    await expect(page.get_by_test_id("customer-message")).to_contain_text("return two cushions")

    card = agent.get_by_test_id("message").filter(has_text="Two cushions")
    await expect(card).to_contain_text("With nobody")
    await expect(card.locator("[data-action-id=claim]")).to_be_visible()


async def test_a_new_direct_message_is_marked_until_it_is_read(shop: Shop, open_page: Open) -> None:
    page = await open_page("chloe", "support-orders")
    asked = await shop.asks_where()
    await expect(card_of(page, asked.number)).to_be_visible()
    direct = page.get_by_test_id("dm-deskhand")
    await expect(direct).to_have_count(0)  # nobody has written to her yet
    form = await shop.choose("lena", asked, "assign")
    await shop.sandbox.submit("lena", form.id, {"person": shop.person("chloe")})
    await expect(direct.get_by_label("1 unread")).to_be_visible()
    await direct.click()
    message = page.get_by_test_id("message").filter(has_text=f"Lena Vogt gave {asked.number} to you.")
    await expect(message).to_contain_text(f"Where is my order {asked.order}?")
    await expect(direct.get_by_label("1 unread")).to_have_count(0)
    await press(message, "open")
    await expect(page.get_by_test_id("modal")).to_contain_text(f"Hello, where is my order {asked.order}?")


async def test_get_file_shows_the_customers_photo(shop: Shop, open_page: Open) -> None:
    page = await open_page("ana", "support-orders")
    asked = await writes(shop, shop.sandbox.customers.photo("pot.png"))
    card = card_of(page, asked.number)
    await press(card, "claim")
    await card.get_by_test_id("thread-link").click()
    await page.get_by_test_id("thread-panel").locator("[data-action-id=get_file]").click()
    direct = page.get_by_test_id("dm-deskhand")
    await expect(direct.get_by_label("unread")).to_be_visible()
    await direct.click()
    message = page.get_by_test_id("message").filter(has_text=f"{asked.number} · image/png, 3 kB")
    picture = message.get_by_role("img", name="pot.png")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 320)


async def test_home_shows_what_is_mine_and_takes_my_settings(shop: Shop, open_page: Open) -> None:
    page = await open_page("ben", "support-orders")
    asked = await shop.asks_where()
    await press(card_of(page, asked.number), "claim")
    await expect(card_of(page, asked.number)).to_contain_text("With Ben")
    await page.get_by_test_id("home").click()
    shown = page.get_by_test_id("home-view")
    await expect(shown).to_contain_text(f"{asked.number} · Where is my order {asked.order}?")
    await press(shown, "away")
    await page.get_by_test_id("modal").get_by_role("button", name="I am away").click()
    await expect(shown).to_contain_text("You are away.")
    await press(shown, "back")
    await expect(shown).to_contain_text("You are here.")
    await press(shown, "settings")
    modal = page.get_by_test_id("modal")
    for label, time in (("Quiet from", "19:00"), ("Quiet until", "07:30")):
        await modal.get_by_label(label).fill(time)
    await modal.get_by_role("button", name="Save").click()
    await expect(shown).to_contain_text("Quiet: 19:00–07:30")


@pytest.mark.parametrize("width", [1280, 880, 768, 390])
async def test_all_can_be_reached_in_a_narrow_window(shop: Shop, open_page: Open, width: int) -> None:
    shop.sandbox.summary({"title": "The day so far", "lines": ["All well."]})
    page = await open_page("ana", "support-orders")
    asked = await shop.asks_where()
    await page.set_viewport_size({"width": width, "height": 800})
    card = card_of(page, asked.number)
    claim = await card.locator("[data-action-id=claim]").bounding_box()
    assert claim is not None
    assert claim["height"] < 40  # its word stands on one line
    for name in ("person-switch", "customer-tab", "clock", "summary-open"):
        box = await page.get_by_test_id(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    if width < 700:
        await expect(page.get_by_test_id("channel-support-billing")).to_be_hidden()
        await page.get_by_test_id("side-toggle").click()
    await page.get_by_test_id("channel-support-billing").click()
    await expect(page.get_by_role("heading", name="support-billing")).to_be_visible()
    if width < 700:
        await expect(page.get_by_test_id("channel-support-billing")).to_be_hidden()
    await page.get_by_test_id("person-switch").select_option(shop.person("lena"))
    await expect(page).to_have_url(re.compile(shop.person("lena")))


async def test_an_outsider_reads_why_not(shop: Shop, open_page: Open) -> None:
    page = await open_page("zoe", "support-orders")
    asked = await shop.asks_where()
    await press(card_of(page, asked.number), "claim")
    await expect(page.get_by_test_id("ephemeral").last).to_contain_text("Only members of this queue can do that.")
    await expect(card_of(page, asked.number)).to_contain_text("With nobody")


async def test_a_reader_elsewhere_reads_and_enters_times_of_the_shop(browser: Browser, shop: Shop) -> None:
    context = await browser.new_context(timezone_id="America/New_York")
    page = await context.new_page()
    await page.goto(shop.sandbox.page_url)
    shown = await page.evaluate("""async () => {
        const times = await import("/static/times.js");
        const at = (days) => new Date(new Date().setUTCHours(7, 0, 0, 0) + days * 86_400_000);
        times.keepBusinessTime({ now: `${at(-6).toISOString().slice(0, 10)}T08:00:00+01:00` });
        const entered = times.fromInput("2026-11-25T15:00");
        const read = [times.clockTime(at(-6)), times.clockTime(at(2)), entered.toISOString(), times.toInput(entered)];
        const machine = times.clockTime(new Date());
        times.keepBusinessTime(null);
        return { read, machine, own: times.clockTime(new Date()) };
    }""")
    assert shown["read"] == ["08:00", "08:00", "2026-11-25T14:00:00.000Z", "2026-11-25T15:00"]
    assert shown["machine"] == shown["own"]
    await context.close()
