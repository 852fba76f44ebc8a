"""`python -m tests.browser.take_screenshots`: pictures of the running demo for the documents, into docs/screenshots.

Needs the system's Chromium. Takes about two minutes, since the sealed request comes at 08:41 of the shop's day.
"""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, expect, sync_playwright

ROOT: Final = Path(__file__).parents[2]
SHOTS: Final = ROOT / "docs" / "screenshots"
#: The shop's time zone, so that times on cards and the clock above them agree.
ZONE: Final = "Europe/Paris"
#: Milliseconds for what the demo does by itself: at most the 41 seconds until the sealed request, and some.
PATIENCE: Final = 90_000
SETTLED: Final = 1_500


@contextmanager
def demo(requests: int) -> Iterator[str]:
    """The address of a demo's page, for as long as the block runs."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--day-of", str(requests)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            told = next(found for line in running.stdout if (found := re.match(r"Open (http\S+)", line)))
            yield told[1]
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(10)


def take(page: Page) -> None:
    """Live the first hour of the day and keep a picture of each screen."""
    _agent(page)
    _customer(page)
    _become(page, "Lena", "support-orders")
    _say(page, "/queue orders")
    answer = page.get_by_test_id("ephemeral").last
    expect(answer).to_contain_text("the longest waiting first")
    keep(answer, "queue")
    _owner(page)
    _become(page, "Omar", "support-managers")
    page.get_by_role("button", name="Skip to 08:30").click()
    digest = (
        page.get_by_test_id("message").filter(has_text=re.compile(r"\d came in")).last
    )  # the day that we have just lived
    expect(digest).to_be_visible()
    keep(digest, "digest")


def _agent(page: Page) -> None:
    pause = page.get_by_role("button", name="Pause the clock")
    pause.click()
    _become(page, "Ana", "support-orders")
    card = _card(page, "T-1001")
    send = card.get_by_role("button", name="Approve & send")
    expect(send).to_be_visible()
    keep(page, "demo")
    keep(card, "card")
    card.get_by_role("button", name="Edit").click()
    modal = page.get_by_test_id("modal")
    expect(modal.get_by_test_id("modal-submit")).to_be_visible()
    keep(modal, "edit")
    page.get_by_test_id("modal-close").first.click()
    card.get_by_role("button", name="Claim").click()
    expect(card).to_contain_text("With Ana")
    card.get_by_test_id("thread-link").click()
    thread = page.get_by_test_id("thread-panel")
    expect(thread).to_contain_text("carrier GLS, tracking")
    keep(thread, "thread")
    thread.get_by_role("button", name="Close").click()
    keep(card, "claimed")
    send.click()
    expect(card.get_by_role("button", name="Take back")).to_be_visible()
    keep(card, "take-back")
    pause.click()


def _customer(page: Page) -> None:
    page.get_by_test_id("customer-tab").click()
    page.get_by_test_id("customer-c-7").click()
    page.get_by_test_id("conversation").first.click()
    expect(page.get_by_test_id("customer-reply").first).to_be_visible()
    keep(page, "customer")
    page.get_by_test_id("workspace-tab").click()


def _owner(page: Page) -> None:
    _become(page, "Nadia", "support-escalations")
    sealed = page.get_by_test_id("message").filter(has_text="Sensitive.").last
    expect(sealed).to_be_visible()
    keep(sealed, "sealed")


def _become(page: Page, name: str, channel: str) -> None:
    switch = page.get_by_test_id("person-switch")
    label = switch.locator("option").filter(has_text=name).first.text_content()
    switch.select_option(label=label)
    page.get_by_test_id(f"channel-{channel}").click()


def _say(page: Page, text: str) -> None:
    composer = page.get_by_test_id("composer")
    composer.fill(text)
    composer.press("Enter")


def _card(page: Page, number: str) -> Locator:
    return page.get_by_test_id("message").filter(has=page.get_by_text(re.compile(rf"^{number}$"))).first


def keep(what: Page | Locator, name: str) -> None:
    """Save what is shown now as `docs/screenshots/<name>.png`."""
    page = what.page if isinstance(what, Locator) else what
    page.mouse.move(0, 0)
    page.wait_for_timeout(SETTLED)  # a card that has just changed is drawn once more by the job
    what.screenshot(path=SHOTS / f"{name}.png", animations="disabled")


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("No Chromium was found; install one, for example: apt install chromium\n")
        return 1
    SHOTS.mkdir(parents=True, exist_ok=True)
    with demo(14) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900}, timezone_id=ZONE, locale="en-GB")
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(address)
        take(page)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
