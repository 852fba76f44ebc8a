"""The answers to `/desk try` and `/desk kb`, for the asker alone."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.article import Article
from bot.domain.overlay import ref_of
from bot.domain.question import Shown, Tried
from bot.slack import rich_text
from bot.slack.limits import Json, Post, context, header, paragraph, post, section
from bot.slack.mrkdwn import escape, inline
from bot.slack.people import name_of
from bot.slack.sources_view import article_words, read_article
from bot.words import Words

Pieces = Sequence[tuple[Article, str]]

#: As many articles as one answer names.
_MOST: Final = 8
_QUOTE: Final = 300
#: As many kinds of delicate words; the sensitive ones first.
_KINDS: Final = 12


def tried(found: Tried, pieces: Pieces, words: Words) -> Post:
    """How a text would go: type, rules, queue, what is delicate with the words that fired, suggestion, articles. Of the
    text only these words are shown."""
    lines = [_plain(line) for line in _lines(found, words)]
    if found.due:
        before, _, after = words.owed("first_response", "\0", late=False).partition("\0")
        ending = [rich_text.text(after)] if after else []
        lines.append(
            rich_text.line(rich_text.text(before[:1].upper() + before[1:]), rich_text.date(found.due), *ending)
        )
    blocks: list[Json] = [
        header(words.try_title, block_id="try:title"),
        rich_text.block("try:sorted", rich_text.bullets(*lines)),
        rich_text.block("try:delicate", *_delicate(found, words)),
        paragraph(_suggestion(found, words), block_id="try:suggestion"),
    ]
    told = [f"{words.try_quotes} {article_words(one, found.today, words)}" for one, _ in pieces[:3]]
    blocks.append(context(*(told or [words.try_quotes_nothing]), block_id="try:quotes"))
    told_as = words.tried_as(words.via(found.via), words.language_name(found.language))
    blocks.append(context(escape(told_as), block_id="try:as"))
    return post(words.try_title, blocks)


def _lines(found: Tried, words: Words) -> list[str]:
    decided = found.triage
    said = [inline(word, 40) for word in found.type_words]
    lines = [words.try_type(inline(found.type_title, 60), decided.type_source, decided.type_confidence, said)]
    lines += [words.try_looks_like(inline(found.looks_like, 60), found.confidence)] if found.looks_like else []
    lines.append(words.try_queue(inline(found.queue_title, 60), words.priority(decided.priority)))
    rules = [words.rule(kind, inline(name, 60)) for kind, _, name in (one.partition(":") for one in decided.rules[:20])]
    lines.append(words.rules_fired(", ".join(rules)))
    if found.advice is not None:
        proposed = f" · {words.hand_off_to(inline(found.advice.title, 50))}" if found.advice.department else ""
        lines.append(words.advised(inline(found.advice.said, 250)) + proposed)
    if found.named:
        lines.append(words.try_named([words.record(source, inline(key, 40)) for source, key in found.named[:10]]))
    return lines


def _delicate(found: Tried, words: Words) -> list[Json]:
    if not found.shown:
        return [_plain(words.try_not_delicate)]
    kinds = sorted(found.shown, key=lambda one: one.level != "sensitive")
    told = [_class(one, words) for one in kinds[:_KINDS]]
    told += [words.and_more(len(kinds) - _KINDS)] if len(kinds) > _KINDS else []
    lines = [_plain(words.try_delicate), rich_text.bullets(*map(_plain, told))]
    if found.triage.level == "sensitive":
        lines.append(_plain(words.try_sealed(inline(found.place, 80), name_of(found.owner))))
    return lines


def _class(one: Shown, words: Words) -> str:
    name = dict(words.sensitive_classes).get(one.name, one.name.replace("_", " "))
    return words.try_class(inline(name, 60), one.level, [inline(word, 40) for word in one.words], heard=one.heard)


def _suggestion(found: Tried, words: Words) -> str:
    if not found.withheld:
        return words.try_suggests
    if found.withheld == "unsure_type":
        return words.looks_like(inline(found.looks_like, 60), found.confidence)
    return words.withheld(found.withheld, found.facts)


def found(pieces: Pieces, today: date, words: Words) -> Post:
    """Articles with owner, age, audience, and whether they may be used at all."""
    if not pieces:
        return post(words.kb_nothing, [paragraph(words.kb_nothing, block_id="kb:none")])
    blocks: list[Json] = [header(words.kb_title, block_id="kb:title")]
    for number, (article, quote) in enumerate(pieces[:_MOST], start=1):
        read = read_article(ref_of(article), article.title, words)
        blocks.append(section(article_words(article, today, words), block_id=f"kb:{number}", accessory=read))
        if quote:
            quoted = rich_text.quote(rich_text.isolated(inline(quote, _QUOTE)))
            blocks.append(rich_text.block(f"kb:{number}:quote", quoted))
    return post(words.label(words.kb_title, words.articles(len(pieces[:_MOST]))), blocks)


def _plain(line: str) -> Json:
    return rich_text.line(rich_text.isolated(line))
