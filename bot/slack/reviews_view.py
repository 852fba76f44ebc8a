"""Quality reviews in App Home: what waits for one, and how one's own answers were scored."""

from bot.domain.home import Home
from bot.domain.review import FEWEST, Sample
from bot.slack import actions as act
from bot.slack.limits import Json, actions, button, context, header, section
from bot.slack.mrkdwn import clean, cut, escape, inline
from bot.words import Words

#: As much of a note as stands in Home.
_NOTE = 500


def to_review(found: Home, words: Words) -> list[Json]:
    """Each conversation by its number, and why it was drawn; of none there is nothing."""
    if not found.reviews:
        return []
    rows = [header(words.home_reviews, block_id="home:reviews")]
    for one in found.reviews:
        rows += _one(one, words)
    left = found.reviews_total - len(found.reviews)
    return [*rows, *([context(words.and_more(left), block_id="home:reviews:more")] if left else [])]


def _one(one: Sample, words: Words) -> list[Json]:
    number, value = f"T-{one.ticket_id}", act.review_value(one.id)
    why = words.drawn_for(one.why)
    told = f"*{number}* · {escape(why)}" if why else f"*{number}*"
    return [
        section(told, block_id=f"home:review:{one.id}"),
        actions(
            button(words.review, act.REVIEW, value, spoken=words.label(words.review, number)),
            button(words.leave_out, act.LEAVE_OUT, value, spoken=words.label(words.leave_out, number)),
            block_id=f"home:review:{one.id}:buttons",
        ),
    ]


def my_record(found: Home, words: Words) -> list[Json]:
    """How one's own answers were scored, and what reviewers noted; nothing where none was reviewed."""
    record = found.record
    if record is None:
        return []
    average = "" if record.average is None else words.decimal(record.average)
    lines = [words.my_reviews(record.reviews, average, FEWEST)]
    if record.by:
        lines.append(" · ".join(words.criterion(inline(title, 75), words.decimal(mean)) for title, mean in record.by))
    lines += [words.noted(f"T-{ticket}", cut(clean(note), _NOTE)) for ticket, note in record.notes]
    return [
        header(words.home_my_reviews, block_id="home:record"),
        *(context(escape(line), block_id=f"home:record:{number}") for number, line in enumerate(lines)),
    ]
