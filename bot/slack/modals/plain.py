"""Modals without a question."""

from bot.slack import actions as act
from bot.slack.limits import Json, modal, paragraph
from bot.words import Words


def message(words: Words, title: str, sentence: str) -> Json:
    """A sentence, such as "Done" or why something was refused."""
    return modal(title, [paragraph(sentence, block_id="sentence")], callback_id=act.MESSAGE, close=words.close)
