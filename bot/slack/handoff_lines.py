"""What a ticket's card says of its handoffs. A department's own words are rich text: nothing in them is interpreted."""

from bot.domain.card import CardFacts
from bot.domain.handoff import HandoffLine, Part, Stage
from bot.slack import rich_text
from bot.slack.limits import Json
from bot.slack.mrkdwn import inline
from bot.words import Words

#: As many as stand on a card.
_MOST = 4


def handoff_lines(facts: CardFacts, words: Words) -> list[Json]:
    """One block with a line each: `O-17 · Logistics · promised 16:00`, or what came of it and that the customer is to
    be told."""
    lines = [rich_text.line(*_parts(line, words)) for line in facts.handoffs[:_MOST]]
    return [rich_text.block(f"{facts.ticket.number}:handoffs", *lines)] if lines else []


def _parts(line: HandoffLine, words: Words) -> list[Json]:
    head = [rich_text.text(line.number, bold=True), rich_text.isolated(f" · {inline(line.title, 40)} · ")]
    if line.part is Part.WAITING:
        expected = line.stage is Stage.ASKED
        told = words.answer_expected("\0") if expected else words.promised("\0")
        before, _, after = (words.running_late(told) if line.late else told).partition("\0")
        moment = rich_text.date(line.until)
        return [*head, *_text(before), moment, *_text(after)]
    said = [rich_text.isolated(f": {inline(line.answer, 280)}")] if line.answer else []
    then = words.answer_by_adding if line.part is Part.NEED_MORE else words.tell_the_customer
    follow = [rich_text.text(f"  {then}", bold=True)] if line.untold else []
    return [*head, rich_text.text(words.part(line.part)), *said, *follow]


def _text(said: str) -> list[Json]:
    return [rich_text.text(said)] if said else []
