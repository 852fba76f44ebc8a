"""`/desk`: help, how Deskhand itself does, and what has changed around the desk."""

from typing import Final

from bot.flow import changed, health
from bot.slack import health_view, notices, sources_view
from bot.slack.front import Front
from bot.slack.limits import Json, Post
from commands.asking import Words

USAGE: Final = 'help | health | changed [carrier "DHL → GLS from 1 Dec"]'
#: What people put around a text, or their telephone does.
_QUOTES: Final = "\"'“”„«»‘’ "


async def answer(front: Front, words: Words) -> Post | None:
    """What Deskhand understands, how it does, or what is held back; only for the asker."""
    first, *rest = words.words or ("help",)
    match first.lower():
        case "health" if not rest:
            return health_view.health(await front.runner.read(health.asked, words.click.by), front.words)
        case "changed" if not rest:
            return sources_view.held(await front.runner.read(changed.standing, words.click.by), front.words)
        case "changed":
            _changed(front, words, rest[0], " ".join(rest[1:]).strip(_QUOTES))
            return None
    return notices.desk_help(front.words, front.prefix)


def _changed(front: Front, words: Words, what: str, reason: str) -> None:
    """Shows what it would hold back; nothing happens before that is confirmed."""

    async def view() -> Json:
        found = await front.runner.read(changed.preview, what.strip(_QUOTES), words.click.by)
        return sources_view.changed(found, reason, front.words)

    front.open(words.click, view)
