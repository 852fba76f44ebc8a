"""`/desk`: help, how Deskhand itself does, and what has changed around the desk."""

from typing import Final, cast, get_args

from bot.domain.errors import RefusalCode, Refused
from bot.domain.question import QuestionKind
from bot.flow import changed, health, outcomes, promotion, question, weekly
from bot.flow.outcomes import By
from bot.slack import health_view, notices, owners_view, sources_view
from bot.slack.front import Front
from bot.slack.limits import Json, Post
from commands import me
from commands.asking import Words

USAGE: Final = (
    'help | me [away [until friday] | back] | try "text" | kb words | health | mine [page] | shadow [type]'
    ' | outcomes [type] | changed [carrier "DHL → GLS"]'
)
#: What people put around a text, or their telephone does.
_QUOTES: Final = "\"'“”„«»‘’ "


async def answer(front: Front, words: Words) -> Post | None:
    """What Deskhand understands, how it does, or what is held back, compared or due; only for the asker."""
    first, *rest = words.words or ("help",)
    match first.lower():
        case "health" if not rest:
            return health_view.health(await front.runner.read(health.asked, words.click.by), front.words)
        case "mine" if not rest or rest[0].isdecimal():
            listed = await front.runner.read(weekly.asked, words.click.by)
            return owners_view.mine(listed, front.words, int(rest[0][:4]) if rest else 1, prefix=front.prefix)
        case "shadow":
            found = await front.runner.read(promotion.asked, " ".join(rest), words.click.by)
            return owners_view.shadow(found, front.words)
        case "outcomes":
            told = await front.runner.read(outcomes.asked, _trait(rest), words.click.by)
            return owners_view.outcomes(told, front.words)
        case "me":
            return await me.answer(front, rest, words.click)
        case "try" | "kb" if rest:
            return await _asked(front, words, "try" if first.lower() == "try" else "kb")
        case "changed" if not rest:
            return sources_view.held(await front.runner.read(changed.standing, words.click.by), front.words)
        case "changed":
            _changed(front, words, " ".join(rest).strip(_QUOTES))
            return None
        case "help" | "kb" | "try":
            return notices.desk_help(front.words, front.prefix)
    raise Refused(RefusalCode.UNKNOWN_WORD, word=" ".join(words.words)[:40])


async def _asked(front: Front, words: Words, kind: QuestionKind) -> Post:
    """The answer follows, from the worker: only that one has learned anything. Line breaks of a pasted text stay."""
    _, *written = str(words.click.body.get("text") or "").split(None, 1)
    await front.runner.write(
        question.ask, kind, "".join(written).strip(_QUOTES), words.click.by, words.click.response_url
    )
    return notices.say(front.words.looking_up)


def _trait(rest: list[str]) -> By:
    """By what suggestions are counted: request types, if nothing else is asked for."""
    named = " ".join(rest).lower() or "type"
    if named not in get_args(By):
        raise Refused(RefusalCode.UNKNOWN_WORD, word=named[:40])
    return cast(By, named)


def _changed(front: Front, words: Words, said: str) -> None:
    """Shows what it would hold back; nothing happens before that is confirmed."""

    async def view() -> Json:
        found, reason = await front.runner.read(changed.understood, said, words.click.by)
        return sources_view.changed(found, reason.strip(_QUOTES), front.words)

    front.open(words.click, view)
