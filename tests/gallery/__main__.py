"""`python -m tests.gallery [name …]`: draws all pictures, or those named, in the sandbox's page, into docs/gallery, and
writes docs/gallery.md.

Needs the system's Chromium. It is always the same moment, so that what has not changed gives the same
picture. Takes about a minute and a half.
"""

import asyncio
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from playwright.async_api import FloatRect, Page, TimeoutError, ViewportSize, async_playwright

from bot.slack import uploads
from bot.slack.gateway import Slack, open_session
from bot.slack.limits import Post
from sandbox import Channel, Sandbox, User
from sandbox.methods.views import checked_view, push_modal
from tests.gallery.digests import FILES
from tests.gallery.pages import FOLDER, PAGE, pictures, written
from tests.gallery.picture import Picture
from tests.house.tree import ROOT
from tests.unit.slack.facts import NOW

PEOPLE: Final = (
    User("nina", id="U0NINA001", real_name="Nina Berg"),
    User("marta", id="U0MARTA01", real_name="Marta Silva"),
    User("omar", id="U0OMAR001", real_name="Omar Benali"),
)
CHANNEL: Final = "support-orders"
ZONE: Final = "Europe/Paris"
#: Milliseconds.
PATIENCE: Final = 6_000
TRIES: Final = 5
#: Pixels of the window: tall enough for whole forms and Homes.
SIZE: Final[ViewportSize] = {"width": 860, "height": 1800}
#: Forms are not scrolled.
WHOLE: Final = ".modal { max-height: none }"
#: Pixels around a Home, which has no frame.
MARGIN: Final = 14


async def message(sandbox: Sandbox, slack: Slack, page: Page, picture: Picture, post: Post) -> None:
    """Post it alone in the channel and keep a picture of it."""
    place = sandbox.workspace.find_channel(CHANNEL)
    sandbox.workspace.close_views(PEOPLE[0].id)
    for ts in tuple(sandbox.workspace.messages[place.id]):
        del sandbox.workspace.messages[place.id][ts]
    await slack.post(place.id, await with_files(slack, post))
    await page.goto(f"{sandbox.page_url}?user={PEOPLE[0].id}&in={place.id}")
    await keep(page, "message", picture)


async def with_files(slack: Slack, post: Post) -> Post:
    """The same, with its pictures uploaded."""
    blocks = [dict(block) for block in post.blocks]
    for block in blocks:
        if "slack_file" in block:
            content = FILES[block["slack_file"]["id"]]()
            upload = await uploads.begin(slack, "digest.png", len(content))
            await slack.send_bytes(upload.url, content, PATIENCE / 1000)
            await uploads.keep(slack, upload.file_id, title="digest")
            while not await uploads.ready(slack, upload.file_id):  # noqa: ASYNC110 - Slack sets no event
                await asyncio.sleep(0.1)
            block["slack_file"] = {"id": upload.file_id}
    return replace(post, blocks=blocks)


async def form(sandbox: Sandbox, page: Page, picture: Picture, view: Any) -> None:
    """Open it for Nina, who looks already, and keep a picture of it."""
    place = sandbox.workspace.find_channel(CHANNEL)
    body = checked_view(sandbox.workspace, view, "modal")
    for _ in range(TRIES):
        sandbox.workspace.close_views(PEOPLE[0].id)
        await page.goto(f"{sandbox.page_url}?user={PEOPLE[0].id}&in={place.id}")
        await page.get_by_test_id("composer").wait_for()
        await page.add_style_tag(content=WHOLE)
        push_modal(sandbox.workspace, PEOPLE[0].id, body)
        try:
            await keep(page, "modal", picture)
        except TimeoutError:  # the page before it has said that its form is closed
            continue
        return
    raise AssertionError(f"{picture.name} did not open")


async def home(sandbox: Sandbox, slack: Slack, page: Page, picture: Picture, view: Any) -> None:
    """Publish it for Nina and keep a picture of all of it."""
    sandbox.workspace.close_views(PEOPLE[0].id)
    sandbox.workspace.homes.pop(PEOPLE[0].id, None)
    await slack.publish_home(PEOPLE[0].id, view)
    await page.goto(f"{sandbox.page_url}?user={PEOPLE[0].id}")
    await page.get_by_test_id("home").click()
    shown = page.get_by_test_id("home-blocks")
    await shown.wait_for(timeout=PATIENCE)
    await page.mouse.move(0, 0)
    box = await shown.bounding_box()
    assert box is not None
    around: FloatRect = {
        "x": box["x"] - MARGIN,
        "y": box["y"] - MARGIN,
        "width": box["width"] + 2 * MARGIN,
        "height": box["height"] + 2 * MARGIN,
    }
    await page.screenshot(path=FOLDER / f"{picture.name}.png", clip=around, animations="disabled")


async def keep(page: Page, what: str, picture: Picture) -> None:
    """Save what is shown as `docs/gallery/<name>.png`."""
    shown = page.get_by_test_id(what).last
    await shown.wait_for(timeout=PATIENCE)
    await page.mouse.move(0, 0)
    await shown.screenshot(path=FOLDER / f"{picture.name}.png", animations="disabled")


async def draw(chromium: str, wanted: Sequence[Picture]) -> None:
    """One after the other."""
    channel = Channel(CHANNEL, members=tuple(person.name for person in PEOPLE))
    async with (
        Sandbox("Aster & Pine", PEOPLE, [channel], limits=False, now=NOW.timestamp) as sandbox,
        open_session() as session,
        async_playwright() as playwright,
    ):
        slack = Slack(sandbox.bot_token, session, base_url=sandbox.api_url)
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await browser.new_page(viewport=SIZE, timezone_id=ZONE, locale="en-GB", bypass_csp=True)
        await page.clock.set_fixed_time(NOW)
        for picture in wanted:
            drawn = picture.draw()
            if isinstance(drawn, Post):
                await message(sandbox, slack, page, picture, drawn)
            elif drawn["type"] == "home":
                await home(sandbox, slack, page, picture, drawn)
            else:
                await form(sandbox, page, picture, drawn)
        await browser.close()


def main(names: Sequence[str]) -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("No Chromium was found; install one, for example: apt install chromium\n")
        return 1
    if not names:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(chromium, [picture for picture in pictures() if not names or picture.name in names]))
    (ROOT / PAGE).write_text(written(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
