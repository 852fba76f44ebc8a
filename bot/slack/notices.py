"""Direct messages, and what only one person sees."""

from typing import Literal

from bot.domain.card import CardFacts
from bot.domain.file import LARGEST
from bot.domain.reply import ReplyState
from bot.domain.silence import Silence
from bot.domain.ticket import Ticket
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.buttons import reply_buttons
from bot.slack.headline import headline
from bot.slack.health_view import silent
from bot.slack.limits import INPUT, Json, Post, actions, button, paragraph, post, section
from bot.slack.mrkdwn import clean, clock, cut, escape, inline, quiet
from bot.slack.people import source_name
from bot.slack.phase import phase
from bot.slack.state_lines import state_line
from bot.words import Words

#: As much of an answer as stands in one block.
_BLOCK = 2500


def say(sentence: str, *, outbox_id: str = "") -> Post:
    """A sentence of `bot.words`, as an ephemeral answer or a direct message. Nothing in it is interpreted."""
    return post(quiet(sentence, 1000), [paragraph(sentence, block_id="say")], outbox_id)


def desk_help(words: Words, prefix: str = "") -> Post:
    """The answer to `/desk help`, for commands that begin with `prefix`."""
    told = words.help(prefix)
    return post(escape(told), [paragraph(told, block_id="help")])


def data_alert(source: str, what: str, words: Words, *, subject: str = "", outbox_id: str = "") -> Post:
    """For the owner of data: a source asked for a deletion. `what` is the webhook's type, `subject` the source's id of
    the ticket or customer."""
    return say(words.data_alert(inline(source, 60), what, inline(subject, 60)), outbox_id=outbox_id)


def source_silent(silence: Silence, words: Words, *, outbox_id: str = "") -> Post:
    """For whoever answers for the desk: a source sends nothing though it should."""
    name = source_name(silence.source)
    told = words.source_silent(name, clock(silence.last_heard_at) if silence.last_heard_at else "", silence.usual)
    return post(told, [rich_text.block("silent", rich_text.line(*silent(silence, words)))], outbox_id)


def about(facts: CardFacts, sentence: str, words: Words, *, outbox_id: str = "") -> Post:
    """A sentence about a ticket, with its headline and **Open**. Of a sealed one there is the number only."""
    ticket = facts.ticket
    top = headline(facts, words, customer_text=facts.prepared) | {"block_id": f"{ticket.number}:about"}
    more = [] if ticket.sealed else [top]
    return _about(ticket, sentence, [_open(facts, words)], outbox_id, more)


def file_not_given(facts: CardFacts, why: dict[str, str], words: Words, *, outbox_id: str = "") -> Post:
    """For whoever asked for a file that did not come. Of a sealed ticket's it does not give the name."""
    line = next((one for one in facts.messages if str(one.id) == why["message"]), None)
    number = int(why["file"]) - 1
    file = line.attachments[number] if line and number < len(line.attachments) else None
    name = inline(file.name, 60) if file and not facts.ticket.sealed else ""
    limit = f"{LARGEST // 1_000_000}"
    told = words.file_not_given(facts.ticket.number, name, why["why"], limit)
    return about(facts, told, words, outbox_id=outbox_id)


def unsure_reply(facts: CardFacts, words: Words, *, outbox_id: str = "") -> Post:
    """For whoever has the ticket, or its owner: nobody knows whether the reply arrived."""
    return about(facts, words.unsure_notice(facts.ticket.number), words, outbox_id=outbox_id)


def second_approval(facts: CardFacts, words: Words, *, outbox_id: str = "") -> Post:
    """For the owner or a deputy: a reply waits for them. A sealed ticket is read by **Open** before it is approved."""
    ticket = facts.ticket
    written_by = next((person.name for person in facts.approvers), "")
    sentence = words.second_approval_wanted(ticket.number, inline(written_by, 60))
    if ticket.sealed or facts.reply is None:
        return _about(ticket, sentence, [_open(facts, words, "primary")], outbox_id)
    text = rich_text.quote(rich_text.text(cut(clean(facts.reply.body), INPUT)))
    block = rich_text.block(f"{ticket.number}:reply-{facts.reply.id}", text)
    return _about(ticket, sentence, reply_buttons(facts, words)[:1], outbox_id, [block])


def now(facts: CardFacts, words: Words) -> Post:
    """What takes the place of a direct message about a ticket once one of its buttons was pressed.

    While the second approval is missing the question stays; after that the message says how the ticket stands.
    """
    if facts.reply is not None and facts.reply.state is ReplyState.AWAITING_KEYS:
        return second_approval(facts, words)
    number = facts.ticket.number
    told = f"*{number}* · {state_line(facts, phase(facts), words) or escape(words.state(facts.ticket.state))}"
    opened = _open(facts, words)
    return post(told, [section(told, block_id=f"{number}:notice"), actions(opened, block_id=f"{number}:actions")])


def reported(facts: CardFacts, who: str, wrong: str, said: str, words: Words, *, outbox_id: str = "") -> Post:
    """For whoever answers for it: somebody reported a wrong answer. `said` is what they noted; none of a sealed one."""
    ticket = facts.ticket
    sentence = words.reported(ticket.number, inline(who, 60), wrong)
    told = f"{sentence}\n“{cut(clean(said), 1000)}”" if said and not ticket.sealed else sentence
    done = button(words.settled, act.SETTLE_REPORT, act.value(ticket.id))
    return _about(ticket, told, [_open(facts, words, "primary"), *([done] if facts.reports else [])], outbox_id)


def stopped_reply(facts: CardFacts, reason: str, words: Words, *, own: bool = True, outbox_id: str = "") -> Post:
    """For whoever wrote (`own`) or approved it: the second look found a difference. Of a sealed ticket the reason stays
    unsaid."""
    told = "" if facts.ticket.sealed else inline(reason, 200)
    return about(facts, words.stopped_notice(facts.ticket.number, told, own=own), words, outbox_id=outbox_id)


def answer(ticket: Ticket, author: str, body: str, words: Words, *, to: str = "", outbox_id: str = "") -> Post:
    """For somebody who asked in Slack: the approved reply, all of it. Too long a one is over Slack's limits. In a
    thread `to` mentions them, by their Slack id."""
    sentence = words.answer_notice(ticket.number, inline(author, 60))
    if to:
        return _answer_in_thread(ticket, sentence, body, to, outbox_id)
    return _about(ticket, sentence, [], outbox_id, _quoted(ticket, body))


def _answer_in_thread(ticket: Ticket, sentence: str, body: str, to: str, outbox_id: str) -> Post:
    """It stands below the request, so that its number and its writer are enough of a heading."""
    head = rich_text.block(
        f"{ticket.number}:notice", rich_text.line(rich_text.user(to), rich_text.text(f" {sentence}"))
    )
    return post(quiet(sentence, 1000), [head, *_quoted(ticket, body)], outbox_id)


def _quoted(ticket: Ticket, body: str) -> list[Json]:
    return [
        rich_text.block(f"{ticket.number}:answer-{number}", rich_text.quote(rich_text.text(part)))
        for number, part in enumerate(_parts(clean(body)), start=1)
    ]


def _parts(text: str) -> list[str]:
    """A text in pieces of a block's size, parted between lines where that is possible."""
    parts: list[str] = []
    while len(text) > _BLOCK:
        at = text.rfind("\n", 1, _BLOCK) + 1 or _BLOCK
        parts.append(text[:at].rstrip("\n"))
        text = text[at:].lstrip("\n")
    return [*parts, text]


def _open(facts: CardFacts, words: Words, style: Literal["", "primary"] = "") -> Json:
    return button(words.open, act.OPEN, act.value(facts.ticket.id), style)


def _about(ticket: Ticket, sentence: str, buttons: list[Json], outbox_id: str, more: list[Json] | None = None) -> Post:
    blocks = [paragraph(sentence, block_id=f"{ticket.number}:notice"), *(more or [])]
    blocks += [actions(*buttons, block_id=f"{ticket.number}:actions")] if buttons else []
    return post(quiet(sentence, 1000), blocks, outbox_id)
