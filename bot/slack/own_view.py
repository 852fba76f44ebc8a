"""One person's own figures, for themselves alone, and a team's for its lead."""

from bot.domain.own import Own
from bot.flow.own_figures import Team
from bot.slack import rich_text
from bot.slack.limits import Post, context, header, post
from bot.slack.mrkdwn import escape, inline
from bot.words import Words

#: As many people as are named.
_PEOPLE = 30


def mine(found: Own, words: Words) -> Post:
    """The last seven days of whoever asks."""
    said = _told(found, words)
    block = rich_text.block("own", rich_text.line(rich_text.text(said)))
    return post(
        f"{words.own_title}. {said}",
        [header(words.own_title, block_id="own:title"), block, context(escape(words.own_only), block_id="own:who")],
    )


def people(found: Team, words: Words) -> Post:
    """A line for each."""
    title = words.people_title(inline(found.title, 60))
    lines = [
        rich_text.line(rich_text.text(inline(name, 40), bold=True), rich_text.text(f"  {_told(one, words)}"))
        for name, one in found.people[:_PEOPLE]
    ] or [rich_text.line(rich_text.text(words.nobody_answered))]
    looked_at = words.newest_looked_at(found.most, found.tickets) if found.tickets > found.most else ""
    told = " ".join(filter(None, (looked_at, words.people_only)))
    return post(
        title,
        [
            header(title, block_id="own:title"),
            rich_text.block("own", rich_text.bullets(*lines)),
            context(escape(told), block_id="own:who"),
        ],
    )


def _told(one: Own, words: Words) -> str:
    if not one.answers:
        return words.nothing_answered
    half = words.duration(one.half) if one.half else ""
    return words.own_answers(one.answers, one.as_is, one.edited, one.quick, half)
