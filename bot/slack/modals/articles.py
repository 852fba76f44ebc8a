"""An article in full."""

from bot.flow.articles import Opened
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, modal, paragraph, section
from bot.slack.mrkdwn import clean
from bot.slack.sources_view import article_words
from bot.words import Words


def read_article(found: Opened, words: Words) -> Json:
    """Its text, who answers for it, how old it is and until when it holds, with its address if it has one."""
    article = found.article
    told = [article_words(article, found.today, words), words.valid_until(article.valid_until.isoformat())]
    told.append(words.version(article.version))
    blocks = [section(" · ".join(told), block_id="about")]
    if found.quoted < article.version:
        blocks.append(paragraph(words.newer_version(found.quoted, article.version), block_id="newer"))
    blocks += rich_text.quoted("text", clean(article.body))
    return modal(words.article_title, blocks, callback_id=act.READ_ARTICLE, close=words.close)
