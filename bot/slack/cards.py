"""The card of a ticket: one glance, and the same layout in every state.

From top to bottom: headline, holder, what it is about, the reply or the reason for none, one line of state, buttons.
"""

from bot.domain.card import CardFacts
from bot.domain.ticket import State
from bot.slack import rich_text
from bot.slack.advice_line import advice_line
from bot.slack.buttons import judge, row
from bot.slack.drafts import beginning, fits, put_up_reply, reported, sources, suggested_reply
from bot.slack.escalation_lines import escalation_buttons, escalation_line
from bot.slack.handoff_lines import handoff_lines
from bot.slack.headline import headline, holder_line, matter, why
from bot.slack.history_line import track_record
from bot.slack.limits import INPUT, Json, Post, context, paragraph, post
from bot.slack.mrkdwn import clean, cut, inline, quiet
from bot.slack.phase import Phase, answered_outside, phase
from bot.slack.sealed_cards import continues_below, faded, sealed_card
from bot.slack.spike_cards import spike_line
from bot.slack.state_lines import answered_line, state_line
from bot.slack.twin_line import twin
from bot.words import Words

_REPLY_PHASES = frozenset({Phase.AWAITING_KEYS, Phase.UNDO, Phase.SENDING, Phase.SENT, Phase.STOPPED, Phase.UNSURE})


def card(
    facts: CardFacts,
    words: Words,
    *,
    outbox_id: str = "",
    mention_owner: bool = False,
    customer_text: bool = True,
) -> Post:
    """The ticket's card as it stands in its channel, in the queue's language.

    A sealed ticket gives the sealed card, whose owner is tagged when `mention_owner` is set; one that goes on further
    down gives the line that says so. Without `customer_text`, or before it was prepared (whether it is delicate is not
    known then), nothing that the customer wrote is shown; nor on one that was merged, since it is read elsewhere.
    """
    if facts.ticket.quiet_in_slack:
        return faded(facts, words, outbox_id=outbox_id)
    if facts.continued_by:
        return continues_below(facts.ticket, words, outbox_id=outbox_id)
    if facts.ticket.sealed:
        return sealed_card(facts, words, outbox_id=outbox_id, mention_owner=mention_owner)
    face = phase(facts)
    merged = facts.ticket.state is State.MERGED
    customer_text = customer_text and facts.prepared and not merged
    text = f"{facts.ticket.number} {quiet(facts.ticket.subject)}" if customer_text else facts.ticket.number
    blocks = [
        headline(facts, words, customer_text=customer_text, linked=True),
        holder_line(facts, words),
        *([] if merged else matter(facts, words, customer_text=customer_text)),
        *(twin(facts, words) if customer_text else []),
        *(_middle(facts, face, words) if customer_text or merged else [_note(facts, words.no_text_yet)]),
        *_state(facts, face, words, named=customer_text),
        *(advice_line(facts, words) if customer_text else []),
        *escalation_line(facts, words),
        *escalation_buttons(facts, words),
        *handoff_lines(facts, words),
        *spike_line(facts.ticket.number, facts.spike, words),
        *reported(facts, words),
        *(judge(facts, words) if face is Phase.SUGGESTION and customer_text else []),
        row(facts, face, words, in_full=_in_full(facts, face)),
    ]
    return post(f"{text} ({_fallback_state(facts, face, words)})", blocks, outbox_id)


def _state(facts: CardFacts, face: Phase, words: Words, *, named: bool) -> list[Json]:
    """The line of state; `named` lets it say a name that the helpdesk has told."""
    block_id = f"{facts.ticket.number}:state"
    elsewhere = answered_outside(facts) if face is Phase.ANSWERED and named else None
    if elsewhere is not None:
        return [rich_text.block(block_id, rich_text.line(*answered_line(facts, elsewhere, words)))]
    told = state_line(facts, face, words)
    return [context(told, block_id=block_id)] if told else []


def _in_full(facts: CardFacts, face: Phase) -> bool:
    return face is not Phase.SUGGESTION or facts.draft is None or fits(clean(facts.draft.body))


def _middle(facts: CardFacts, face: Phase, words: Words) -> list[Json]:
    """The reply on its way, the suggestion, or why there is none."""
    draft, reply = facts.draft, facts.reply
    if face in _REPLY_PHASES and reply:
        # Whoever gives the second approval has to see all of it.
        body = cut(clean(reply.body), INPUT) if face is Phase.AWAITING_KEYS else beginning(reply.body)
        return [put_up_reply(facts, reply, body, words)]
    if face is Phase.SUGGESTION and draft:
        newer = [context(words.newer_draft, block_id=f"{facts.ticket.number}:newer")] if facts.newer_draft else []
        text = suggested_reply(facts, draft, beginning(draft.body), words)
        return [text, *sources(facts, draft, words), *track_record(facts, words), *newer]
    if face is Phase.WITHHELD and draft and draft.reason:
        return [_note(facts, words.withheld(draft.reason, why(facts, draft))), *_newest_words(facts)]
    if face is Phase.ASKED:
        question = words.looks_like(inline(facts.guess_title, 80), facts.guess_confidence)
        return [_note(facts, question), *_newest_words(facts)]
    if face is Phase.REJECTED:
        return [_note(facts, words.rejected), *_newest_words(facts)]
    if face is Phase.WAITING_FOR_DRAFT:
        return [_note(facts, words.suggestion_follows), *_newest_words(facts)]
    return []


def _note(facts: CardFacts, sentence: str) -> Json:
    return paragraph(sentence, block_id=f"{facts.ticket.number}:note")


def _newest_words(facts: CardFacts) -> list[Json]:
    """What the customer wrote last, where there is no summary to read instead."""
    said = [message for message in facts.messages if message.author == "customer" and message.public]
    if facts.summary.issue or not said:
        return []
    quoted = rich_text.quote(rich_text.isolated(inline(said[-1].body, 400)))
    return [rich_text.block(f"{facts.ticket.number}:said", quoted)]


def _fallback_state(facts: CardFacts, face: Phase, words: Words) -> str:
    if face is Phase.SUGGESTION:
        return words.suggested
    return words.state(facts.ticket.state)
