"""Whether what was given for a source is right, asked of the service itself. Nothing is changed there."""

from datetime import UTC, datetime, timedelta
from typing import Final

from aiohttp import ClientSession

from bot import helpdesk
from bot.cli.examination_outside import reached
from bot.domain.desk import Source
from bot.domain.errors import DeskhandError
from bot.domain.inlet import SourceAway
from bot.domain.reply import Found, OutgoingReply
from bot.flow.ports import Helpdesk
from bot.helpdesk.guides import guide_of
from bot.helpdesk.listing import MANY, Listing
from bot.settings import Settings
from bot.slack.gateway import open_session

#: A conversation that no helpdesk has: who is let in is told so, and who is not is told that.
_NOBODYS: Final = "2147483600"
#: So far back it is asked once what has changed.
_LATELY: Final = timedelta(days=1)
_NOT_THERE: Final = ("answered 404", "answered 410")


class _NoSlack:
    """No source that is connected here is answered in Slack."""

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        return Found("unknown")


async def trouble_of(source: Source, settings: Settings) -> str:
    """What is wrong with the way to a source, in one sentence with its remedy; empty where it is open.

    A helpdesk is asked for a conversation that nobody has, a source that has to be asked for what is new.
    """
    async with open_session(seconds=15.0) as session:
        if source.of_vendor and source.after_doubt == "look":
            return await _of_helpdesk(source, settings, session)
        if (inlet := helpdesk.inlet(source, settings, session=session)) is not None:
            try:
                await inlet.since("")
            except SourceAway as error:
                return f"{source.name} cannot be read: {error}"
            finally:
                await inlet.close()
            return ""
    url = source.address or settings.reply_url(source.name)
    return await reached(url, "for replies") if url else ""


async def listed_lately(source: Source, settings: Settings) -> str:
    """What a helpdesk says when it is asked what has changed of late, or why it cannot be asked, in one sentence; empty
    where it is never asked. Raises `DeskhandError` where it tells nothing by itself, and so has to be."""
    async with open_session(seconds=15.0) as session:
        inlet = helpdesk.inlet(source, settings, session=session)
        if not isinstance(inlet, Listing):
            return ""
        try:
            count = await inlet.lately(_LATELY)
        except SourceAway as error:
            wrong = f"It cannot be asked what has changed ({error}): look at what the account may do there"
            if guide_of(source.kind).asked:
                raise DeskhandError(f"{wrong}.") from None
            return f"{wrong}. What its webhooks miss will not come."
    seen = (
        f"{MANY} tickets or more have" if count >= MANY else "1 ticket has" if count == 1 else f"{count} tickets have"
    )
    return f"Asked what has changed, it answers too: {seen} within the last day."


async def _of_helpdesk(source: Source, settings: Settings, session: ClientSession) -> str:
    slack: Helpdesk = _NoSlack()  # type: ignore[assignment]  # it is never sent to
    there = helpdesk.build(source, settings, slack=slack, session=session)
    found = await there.find(_nobodys(source), datetime.now(UTC))
    if found.outcome != "unknown" or any(said in found.detail for said in _NOT_THERE):
        return ""
    return f"{found.detail}: look at its address, at {_names(source)}, and at what the account may do"


def _names(source: Source) -> str:
    given = [key for key in ("user", "account") if getattr(source, key)]
    return ", ".join(["the token", *given])


def _nobodys(source: Source) -> OutgoingReply:
    return OutgoingReply(
        reply_id=0, source=source.name, conversation=_NOBODYS, body="", language="en", author_name="", author_email="",
        approved_by=(), in_reply_to="", expect_last_message="", disclosed=False,
    )  # fmt: skip
