"""Lists of articles, templates, macros and prompts: what is held back, and what their owners are asked for."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.domain.article import Article
from bot.domain.overlay import Entry, Ref, ref_of
from bot.flow.changed import Held, Preview
from bot.slack import actions as act
from bot.slack.limits import Json, Post, button, context, field, header, modal, paragraph, post, section, text_input
from bot.slack.mrkdwn import escape, inline, link, quiet
from bot.slack.people import name_of
from bot.words import Words

#: As many entries as one message or modal names.
_MOST: Final = 20
_REASON: Final = 300


def changed(found: Preview, reason: str, words: Words) -> Json:
    """What would be held back if this were so, before anybody confirms it."""
    lines = [_line(one, words) for one in found.entries[:_MOST]]
    more = [words.and_more(len(found.entries) - _MOST)] if len(found.entries) > _MOST else []
    blocks = [
        paragraph(words.would_hold(found.what, len(found.entries), found.suggestions), block_id="would"),
        section("\n".join([*lines, *more]), block_id="entries"),
        field(words.what_changed_label, text_input(act.REASON, initial=reason, longest=_REASON)),
    ]
    return modal(
        words.hold_title,
        blocks,
        callback_id=act.HOLD_BACK,
        close=words.cancel,
        submit=words.hold_submit,
        private_metadata=found.what,
    )


def held(found: Sequence[Held], words: Words) -> Post:
    """What is held back: why, since when, by whom, and who has to check it."""
    if not found:
        return post(words.nothing_held, [paragraph(words.nothing_held, block_id="held:none")])
    blocks = [header(words.held_title, block_id="held:title")]
    shown = set()
    for one in found[:_MOST]:
        change = (one.quarantine.depends_on, one.quarantine.reason)
        if change not in shown:
            shown.add(change)
            told = words.held_line(one.quarantine.reason, one.quarantine.depends_on, inline(one.who, 60))
            spoken = words.label(words.lift, f"{one.quarantine.depends_on} {one.quarantine.id}")
            lift = button(words.lift, act.LIFT, json.dumps({"q": one.quarantine.id}), spoken=spoken)
            blocks.append(section(escape(inline(told, 400)), block_id=f"held:{one.quarantine.id}", accessory=lift))
        lines = [_line(entry, words) for entry in one.waiting] or [escape(inline(one.quarantine.name, 80))]
        blocks.append(context("\n".join(lines), block_id=f"held:{one.quarantine.id}:of"))
    return post(words.held_title, blocks)


def owner_told(facts: Mapping[str, Any], words: Words, *, outbox_id: str = "") -> Post:
    """For an owner: what of theirs is held back, each with its button."""
    told = words.held_notice(facts["what"], facts["reason"], facts["who"])
    given = [
        (Ref(kind, name, language, version), title)
        for kind, name, language, version, title in json.loads(facts["entries"])
    ]
    rows = [check_row(ref, title, words, number) for number, (ref, title) in enumerate(given[:_MOST])]
    rest = [context(words.and_more(len(given) - _MOST), block_id="more")] if len(given) > _MOST else []
    return post(quiet(told, 1000), [paragraph(told, block_id="held"), *rows, *rest], outbox_id)


def check_row(ref: Ref, title: str, words: Words, number: int, told: str = "") -> Json:
    """One entry with **I checked this…**; `told` is mrkdwn that stands beside its title."""
    parts = (f"“{escape(inline(title, 50))}”", words.entry_kind(ref.kind), escape(inline(ref.language, 8)))
    name = " · ".join(part for part in parts if part)
    spoken = words.label(words.check_source, f"{ref.name} {ref.language}")
    check = button(words.check_source, act.CHECK_SOURCE, act.entry_value(ref), spoken=spoken)
    return section(f"{name}{told}", block_id=f"entry:{number}", accessory=check)


def _line(entry: Entry, words: Words) -> str:
    kind = words.entry_kind(ref_of(entry).kind)
    return f"• “{escape(inline(entry.title, 80))}” · {kind} · {entry.language} · {escape(name_of(entry.owner))}"


def article_words(article: Article, today: date, words: Words) -> str:
    """`*Delivery delays* · Marta · checked 12 days ago · for customers`, as mrkdwn, and why it may not be used."""
    title = link(article.url, escape(inline(article.title, 80)))
    parts = [f"*{title}*", escape(name_of(article.owner)), words.checked((today - article.checked).days)]
    parts += [words.for_whom(article.audience), words.language_name(article.language)]
    if article.quarantine:
        parts.append(escape(words.held_back(inline(article.quarantine, 120))))
    elif article.expired(today):
        parts.append(words.expired_on(article.valid_until.isoformat()))
    return " · ".join(part for part in parts if part)


def read_article(ref: Ref, title: str, words: Words, ticket_id: int = 0) -> Json:
    """The button beside an article's name. Several stand in one view, so each is read out as another one."""
    spoken = words.label(words.read_article, inline(title, 50))
    return button(words.read_article, act.READ_ARTICLE, act.entry_value(ref, ticket_id), spoken=spoken)
