"""`/digest`: the figures of a day or a week, or what waits now, privately; or shared in the channel."""

from typing import Final

from bot.flow import digest, own_figures, queue, standup
from bot.slack import actions as act
from bot.slack import digest_view, notices, own_view, standup_view
from bot.slack.front import Front
from bot.slack.limits import Post
from commands.asking import Words, named

USAGE: Final = "[queue] [today|yesterday|[week] 2026-11-24|week|standup|mine|people] [share]"


async def answer(front: Front, words: Words) -> Post:
    """Yesterday's digest, today's so far, another day's or a week's, the standup, or people's own figures, only for the
    asker; with `share` it is posted in the channel, but for people's own."""
    name, rest = named(words, await front.runner.read(queue.queue_names))
    shared = rest.split()[-1:] == ["share"]
    when = (rest.removesuffix("share").strip() if shared else rest) or "yesterday"
    if shared:
        await front.runner.write(digest.share, name, when, words.click.channel, words.click.by)
        return notices.say(front.words.digest_shared)
    ask = act.asked_digest(name, when)
    if when == "mine":
        return own_view.mine(await front.runner.read(own_figures.mine, words.click.by), front.words)
    if when == "people":
        return own_view.people(await front.runner.read(own_figures.of_team, name, words.click.by), front.words)
    if when == "standup":
        found = await front.runner.read(standup.asked, name, words.click.by)
        return standup_view.standup(found, front.words, ask=ask)
    figures = await front.runner.read(digest.asked, name, when, words.click.by)
    return digest_view.digest(figures, front.words, ask=ask)
