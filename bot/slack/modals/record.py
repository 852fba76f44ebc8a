"""Modals that tell how something came about."""

from collections.abc import Sequence

from bot.domain.card import CardFacts, HistoryLine
from bot.domain.changed_words import changed_words
from bot.domain.disclosure import without_line
from bot.domain.draft import Draft, Evidence
from bot.domain.outside import cost_of
from bot.domain.overlay import Ref
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.drafts import flags, source_words
from bot.slack.headline import record_parts, why
from bot.slack.limits import Json, context, modal, paragraph, section
from bot.slack.marks import evidence
from bot.slack.mrkdwn import clean, cut, escape, inline
from bot.slack.sources_view import read_article
from bot.words import Words

#: As many lines of history as a modal shows, the newest.
_LINES = 60
#: As many quotes of one source.
_QUOTES = 12
#: The newest calls to a model outside, and as much of what was sent as a block takes.
_CALLS = 5
_SENT = 2500
#: As many characters of what was changed in a suggestion.
_CHANGED = 2500


def explain(facts: CardFacts, words: Words) -> Json:
    """How the ticket was sorted and the suggestion made: type, rules, engine, desk file, dated sources, records."""
    ticket, draft = facts.ticket, facts.draft
    known = words.type_known(facts.type_title, ticket.type_source, ticket.type_confidence)
    lines = [rich_text.line(rich_text.text(known))]
    if ticket.rules:
        rules = ", ".join(_rule(facts, rule, words) for rule in ticket.rules[:20])
        lines.append(rich_text.line(rich_text.text(words.rules_fired(rules))))
    if facts.advice is not None:
        lines.append(rich_text.line(rich_text.text(words.advised_by(inline(facts.advice.rule, 80)))))
    if draft and draft.body:
        lines.append(rich_text.line(rich_text.text(words.made_by(draft.engine))))
        lines += _checked(facts, draft, words)
    if draft:
        lines.append(rich_text.line(rich_text.text(words.desk_version(draft.desk_version))))
    blocks: list[Json] = [rich_text.block(f"{ticket.number}:made", rich_text.bullets(*lines))]
    if draft and draft.reason:
        blocks.append(paragraph(words.withheld(draft.reason, why(facts, draft)), block_id=f"{ticket.number}:reason"))
    if draft:
        blocks += [*source_blocks(facts, words), *flags(ticket.number, draft, words)]
        blocks += _changed(facts, draft, words)
    blocks += _outside(facts, words)
    if facts.records:
        read = [rich_text.line(*record_parts(facts, linked, words)) for linked in facts.records[:10]]
        blocks.append(rich_text.block(f"{ticket.number}:records", rich_text.bullets(*read)))
    return modal(words.explain_title, blocks, callback_id=act.EXPLAIN, close=words.close)


def _checked(facts: CardFacts, draft: Draft, words: Words) -> list[Json]:
    """With what a model was asked, what the checks found, how such suggestions have fared, and the thumbs for this."""
    told = [words.prompt(draft.prompt_id, draft.prompt_version)] if draft.prompt_id else []
    told.append(words.checks(len(draft.sentences), sum(1 for one in draft.sentences if one.flag)))
    record = facts.track_record
    if record is not None and record.enough:
        told.append(words.track_record(record.decided, record.as_is, record.edited, record.rejected, record.reopened))
    told += [words.thumbs(*facts.thumbs)] if any(facts.thumbs) else []
    return [rich_text.line(rich_text.text(one)) for one in told]


def _changed(facts: CardFacts, draft: Draft, words: Words) -> list[Json]:
    """What was put in and taken out of the suggestion that the reply was made of."""
    reply = facts.reply
    if reply is None or reply.draft_id != draft.id or not (reply.body and draft.body):
        return []
    runs = changed_words(draft.body, without_line(reply.body, facts.disclosure) if reply.disclosed else reply.body)
    if not runs:
        return []
    left, told = _CHANGED, list[Json]()
    for run in runs:
        shown = clean(run.text)[:left]
        left -= len(shown)
        told += [rich_text.text(shown, bold=run.became == "in", strike=run.became == "out")] if shown else []
    title = rich_text.line(rich_text.text(words.changed_before_sent, bold=True))
    return [rich_text.block(f"{facts.ticket.number}:changed", title, rich_text.quote(*told))]


def _outside(facts: CardFacts, words: Words) -> list[Json]:
    """Who outside the house was asked, what that cost, each time and in all, and of the newest call what was sent."""
    number, blocks = facts.ticket.number, []
    for call in facts.outside[-_CALLS:]:
        told = (
            words.outside_call(call.vendor, call.model, call.prompt_id, call.prompt_version),
            words.outside_came(call.came, call.latency_ms / 1000),
            words.outside_tokens(call.input_tokens, call.cached_tokens, call.output_tokens),
            words.outside_cost(call.cost_micros),
        )
        blocks.append(context(escape(inline(" · ".join(told), 400)), block_id=f"{number}:outside-{call.id}"))
    if len(facts.outside) > 1:
        told_of_all = words.outside_in_all(len(facts.outside), cost_of(facts.outside))
        blocks.append(context(escape(told_of_all), block_id=f"{number}:outside-all"))
    if facts.outside:
        sent = facts.outside[-1].sent
        blocks.append(paragraph(words.sent_outside if sent else words.sent_gone, block_id=f"{number}:sent"))
        if sent:
            shown = rich_text.quote(rich_text.text(cut(clean(sent), _SENT)))
            blocks.append(rich_text.block(f"{number}:sent-text", shown))
    return blocks


def _rule(facts: CardFacts, rule: str, words: Words) -> str:
    """A rule as the ticket keeps it, such as `type:order_status`, for people."""
    kind, _, name = rule.partition(":")
    title = dict(facts.type_choices).get(name, name) if kind == "type" else name
    return words.rule(kind, inline(title, 60))


def source_blocks(facts: CardFacts, words: Words) -> list[Json]:
    """Each source on a line of its own, with what stands of it in the suggestion."""
    blocks: list[Json] = []
    filled_in = _filled_in(facts)
    for number, one in enumerate(evidence(facts.draft)[:20] if facts.draft else (), start=1):
        told = [f"[{number}] {source_words(facts, one, words)}"]
        told += [words.version(one.version)] if one.version else []
        told += [words.valid_until(one.valid_until.isoformat())] if one.valid_until else []
        block_id = f"{facts.ticket.number}:source-{number}"
        blocks.append(_source(facts, one, " · ".join(told), words, block_id))
        quote = filled_in.get(one.id, "") if one.kind == "template" else _quoted(facts, one, words)
        if quote:
            quoted = rich_text.quote(rich_text.isolated(quote))
            blocks.append(rich_text.block(f"{block_id}:quote", quoted))
    return blocks


def _source(facts: CardFacts, one: Evidence, told: str, words: Words, block_id: str) -> Json:
    """An article can be read in full there."""
    if one.kind != "article":
        return context(told, block_id=block_id)
    ref = Ref("article", one.id, "", one.version)
    read = read_article(ref, one.title or one.id, words, facts.ticket.id)
    return section(told, block_id=block_id, accessory=read)


def _quoted(facts: CardFacts, source: Evidence, words: Words) -> str:
    """All that the suggestion has of an article, or of a record, a line for each."""
    cited = [one for sentence in (facts.draft.sentences if facts.draft else ()) for one in sentence.evidence]
    told = [
        inline(words.field(one.field, one.quote) if one.kind == "record" else one.quote, 300)
        for one in cited
        if (one.kind, one.id) == (source.kind, source.id) and one.quote
    ]
    return "\n".join(list(dict.fromkeys(told))[:_QUOTES])


def _filled_in(facts: CardFacts) -> dict[str, str]:
    """The first sentence that each template gave, with its variables filled in."""
    found: dict[str, str] = {}
    for sentence in facts.draft.sentences if facts.draft else ():
        for one in sentence.evidence:
            if one.kind == "template":
                found.setdefault(one.id, inline(sentence.text, 300))
    return found


def history(number: str, lines: Sequence[HistoryLine], words: Words) -> Json:
    """What happened with a ticket and who decided it, the newest last. `number` is the public one."""
    if not lines:
        blocks = [section(words.nothing_here, block_id="nothing")]
        return modal(words.history_title, blocks, callback_id=act.HISTORY, close=words.close)
    shown = lines[-_LINES:]
    told = [
        rich_text.line(
            rich_text.date(line.at),
            rich_text.text(f"  {inline(words.happened(line.action, line.who, line.detail), 200)}"),
        )
        for line in shown
    ]
    blocks = [context(escape(number), block_id="number")]
    if len(lines) > len(shown):
        blocks.append(context(words.and_more(len(lines) - len(shown)), block_id="earlier"))
    blocks.append(rich_text.block("lines", rich_text.bullets(*told)))
    return modal(words.history_title, blocks, callback_id=act.HISTORY, close=words.close)
