"""What is pressed below a digest: a press decides, opens the form that does, shares it, or brings its figures."""

import json
from typing import Final

from bot.domain.decision import DecisionKind
from bot.domain.errors import RefusalCode, Refused
from bot.flow import decisions, digest, exports, load
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work
from bot.slack.modals import leads as modals


async def _decide(front: Front, click: Click) -> None:
    decision_id = click.ids.get("d", 0)
    one = await front.runner.read(decisions.of, decision_id, click.by)
    if one.kind is DecisionKind.REASSIGN:
        queue, person_id = decisions.share(one)

        async def view() -> Json:
            shares, _ = await front.runner.read(load.offer, queue, click.by)
            return modals.reassign(shares, front.words, person_id, 0)

        front.open(click, view)
        return
    await front.runner.write(decisions.take, decision_id, click.by)
    front.say(click, front.words.decision_taken(one.kind), title=front.words.decision_done)


async def _share(front: Front, click: Click) -> None:
    queue, when = _asked(click)
    await front.runner.write(digest.share, queue, when, click.channel, click.by)
    front.say(click, front.words.digest_shared)


async def _csv(front: Front, click: Click) -> None:
    await front.runner.write(exports.ask, *_asked(click), click.by)
    front.say(click, front.words.csv_comes)


def _asked(click: Click) -> tuple[str | None, str]:
    """The queue, if it is of one alone, and the days that the digest above the button tells of.
    Raises `Refused` for what Deskhand has not written."""
    value = (click.body.get("actions") or [{}])[0].get("value") or "{}"
    try:
        given = json.loads(value)
        queue, when = given.get("q") or "", given.get("w") or ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        queue = when = None
    if not (isinstance(queue, str) and isinstance(when, str)):
        raise Refused(RefusalCode.UNKNOWN_WORD, word="")
    return queue or None, when


ACTIONS: Final[dict[str, Work]] = {act.DECIDE: _decide, act.SHARE_DIGEST: _share, act.DIGEST_CSV: _csv}
