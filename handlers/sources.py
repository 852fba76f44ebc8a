"""Articles, templates and prompts: their checks, and what holds them back."""

import contextlib
from datetime import date
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.flow import articles, card, changed, promotion, sources
from bot.slack import actions as act
from bot.slack import modals, notices, sources_view
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work


async def _open_check(front: Front, click: Click) -> None:
    """Of a ticket's card: what it waits for. Of a list: the entry that the button names."""
    written = str((click.body.get("actions") or [{}])[0].get("value") or "")

    async def view() -> Json:
        ref = (
            (await front.runner.read(card.facts, click.ticket)).to_check if "t" in click.ids else act.entry_of(written)
        )
        if ref is None:
            raise Refused(RefusalCode.NO_SUCH_SOURCE)
        return modals.check_source(await front.runner.read(sources.asked, ref, click.by), front.words)

    front.open(click, view)


async def _read_article(front: Front, click: Click) -> None:
    ref = act.entry_of(str((click.body.get("actions") or [{}])[0].get("value") or ""))

    async def view() -> Json:
        if "t" in click.ids:
            found = await front.runner.write(articles.opened_beside, ref, click.ticket, click.by)
        else:
            found = await front.runner.read(articles.opened, ref, click.by)
        return modals.read_article(found, front.words)

    front.open(click, view)


async def _check(front: Front, click: Click) -> None:
    ref = act.entry_of(str(click.body["view"].get("private_metadata") or ""))
    try:
        until = date.fromisoformat(click.entered.get(act.DAY, ""))
    except ValueError:
        raise Refused(RefusalCode.PAST_TIME) from None
    entry = await front.runner.write(sources.check, ref, until, click.by, click.view_id)
    if entry is not None:
        front.tell(click, notices.say(front.words.checked_now(entry.title, until.isoformat())))


async def _hold(front: Front, click: Click) -> None:
    what, reason = str(click.body["view"].get("private_metadata") or ""), click.entered.get(act.REASON, "")
    count = await front.runner.write(changed.hold, what, reason, click.by, click.view_id)
    if count is not None:
        front.tell(click, notices.say(front.words.held_now(count)))


async def _lift(front: Front, click: Click) -> None:
    try:
        await front.runner.write(changed.lift, click.ids.get("q", 0), click.by)
    finally:  # what somebody else has lifted meanwhile shows too
        front.later(_show_held(front, click))


async def _show_held(front: Front, click: Click) -> None:
    with contextlib.suppress(Refused):  # who may not lift anything may not read the list either
        found = await front.runner.read(changed.standing, click.by)
        await front.replace(click, sources_view.held(found, front.words))


async def _promote(front: Front, click: Click) -> None:
    written = str((click.body.get("actions") or [{}])[0].get("value") or "")
    title = await front.runner.write(promotion.promote, act.type_of(written), click.by)
    front.say(click, front.words.promoted(title))


ACTIONS: Final[dict[str, Work]] = {
    act.CHECK_SOURCE: _open_check,
    act.READ_ARTICLE: _read_article,
    act.LIFT: _lift,
    act.PROMOTE: _promote,
}
#: Entries of **More…**, and submitted modals by their callback id.
MORE: Final[dict[str, Work]] = {act.CHECK_SOURCE: _open_check}
SUBMITS: Final[dict[str, Work]] = {act.CHECK_SOURCE: _check, act.HOLD_BACK: _hold}
