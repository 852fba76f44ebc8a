"""The system's Chromium on the page of a shop of its own; without a browser these tests are skipped."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.cli.demo import with_files
from tests.scenarios.shop import Shop

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
REMEDY: Final = "no Chromium found; install one, for example: apt-get install --no-install-recommends chromium"

#: Opens the page as a person, in a channel.
Open = Callable[[str, str], Awaitable[Page]]


class Demo(Shop):
    """The shop as the demo shows it: what customers attach lies in the sandbox, and can be fetched."""

    FEATURES = ("files",)

    async def open(self) -> None:
        await self.sandbox.start()
        self.desk = with_files(self.desk, self.sandbox.customers.files_url)
        await self.start()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of this process."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(REMEDY)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield opened
        await opened.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shop]:
    """A shop that hears Slack by Socket Mode, as the demo does."""
    opened = Demo(Path(tmp_path_factory.mktemp("browser")))
    await opened.open()
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, shop: Shop) -> AsyncIterator[Open]:
    """Pages of the shop's workspace; at the end none of them may have complained in its console."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="Europe/Paris")
    context.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    complaints: list[str] = []

    async def open_one(who: str, channel: str) -> Page:
        page = await context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        place = shop.sandbox.workspace.find_channel(channel).id
        await page.goto(f"{shop.sandbox.page_url}?user={shop.person(who)}&in={place}")
        return page

    yield open_one
    await context.close()
    for person in tuple(shop.sandbox.workspace.modals):  # a modal stays a person's, whoever looks next
        shop.sandbox.workspace.close_views(person)
    assert complaints == []
