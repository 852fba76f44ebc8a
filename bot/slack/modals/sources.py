"""The modal in which an owner says that an article or template was checked."""

from bot.domain.overlay import ref_of
from bot.flow.sources import ToCheck
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import INPUT, Json, day_input, field, modal, paragraph
from bot.slack.mrkdwn import clean, cut
from bot.words import Words


def check_source(found: ToCheck, words: Words) -> Json:
    """The text as it stands, why it is held back if it is, and until when it is to hold."""
    entry = found.entry
    why = [paragraph(words.held_back(entry.quarantine), block_id="held")] if entry.quarantine else []
    told = words.last_checked(entry.title, entry.checked.isoformat(), entry.valid_until.isoformat())
    text = rich_text.quote(rich_text.isolated(cut(clean(entry.body), INPUT)))
    blocks = [*why, paragraph(told, block_id="dates"), rich_text.block("text", text)]
    until = field(words.valid_until_label, day_input(act.DAY, found.until), hint=words.valid_until_hint)
    return modal(
        words.check_title,
        [*blocks, until],
        callback_id=act.CHECK_SOURCE,
        close=words.cancel,
        submit=words.check_submit,
        private_metadata=act.entry_value(ref_of(entry)),
    )
