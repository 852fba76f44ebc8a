"""App Home: showing it, *Settings…*, *I am away…* and *I am back*."""

from datetime import UTC, datetime
from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from bot.domain.errors import RefusalCode, Refused
from bot.flow import absence, personal
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import FieldErrors, Work
from bot.slack.modals import personal as modals


def register(app: AsyncApp, front: Front) -> None:
    """Listen for people who open their Home."""

    async def opened(event: dict[str, Any]) -> None:
        person, tab = event.get("user"), event.get("tab")
        if isinstance(person, str) and tab == "home":
            front.home_opened(person)

    app.event("app_home_opened")(opened)


async def _settings(front: Front, click: Click) -> None:
    async def view() -> Json:
        return modals.settings(await front.runner.read(personal.asked, click.by), front.words)

    front.open(click, view)


async def _away(front: Front, click: Click) -> None:
    async def view() -> Json:
        await front.runner.read(personal.asked, click.by)  # whoever may not is told so before they have chosen anything
        return modals.away(front.words)

    front.open(click, view)


async def _back(front: Front, click: Click) -> None:
    await front.runner.write(absence.back, click.by)


async def _choose(front: Front, click: Click) -> FieldErrors | None:
    entered = click.entered
    chosen = personal.Chosen(
        language=entered.get(act.LANGUAGE, ""),
        days=tuple(filter(None, entered.get(act.DAYS, "").split(","))),
        begins=entered.get(act.BEGINS, ""),
        ends=entered.get(act.ENDS, ""),
        break_from=entered.get(act.BREAK_FROM, ""),
        break_until=entered.get(act.BREAK_UNTIL, ""),
        quiet_from=entered.get(act.QUIET_FROM, ""),
        quiet_until=entered.get(act.QUIET_UNTIL, ""),
    )
    try:
        await front.runner.write(personal.choose, chosen, click.by, click.view_id)
    except Refused as refused:
        if refused.code not in _FIELD_OF:
            raise
        return FieldErrors({_FIELD_OF[refused.code]: front.refusal(refused)})
    return None


async def _go(front: Front, click: Click) -> None:
    entered = click.entered.get(act.MOMENT, "")
    until = datetime.fromtimestamp(int(entered), UTC) if entered.isdigit() else None
    await front.runner.write(absence.away, until, click.by, click.view_id)


#: Beside which field it stands that something in the settings is unclear; the first one where none is named.
_FIELD_OF: Final = {RefusalCode.BREAK_UNCLEAR: act.BREAK_FROM, RefusalCode.QUIET_UNCLEAR: act.QUIET_FROM}

ACTIONS: Final[dict[str, Work]] = {act.SETTINGS: _settings, act.AWAY: _away, act.BACK: _back}
SUBMITS: Final[dict[str, Work]] = {act.SETTINGS: _choose, act.AWAY: _go}
