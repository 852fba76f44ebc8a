"""One message in full: with its quoted history and signature, page by page where it is long."""

from bot.domain.card import CardFacts
from bot.domain.excerpt import pages
from bot.domain.message import Message
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.attachments import files_of
from bot.slack.limits import Json, actions, button, context, modal
from bot.slack.modals.plain import message as plain
from bot.slack.mrkdwn import clean, inline
from bot.words import Words

#: As many files of one message can be asked for; a modal takes 100 blocks.
_FILES = 50


def writer(message: Message, words: Words) -> str:
    """Who wrote it; where no name is known, what it is."""
    nameless = {"customer": words.customer, "agent": words.team_answer}
    return inline(message.author_name, 60) or nameless.get(message.author, words.team_note)


def in_full(facts: CardFacts, message_id: int, page: int, words: Words) -> Json:
    """The message of that id on this ticket. A page that is not there gives the nearest one."""
    found = next((line for line in facts.messages if line.id == message_id), None)
    number = facts.ticket.number
    if found is None or not found.body:
        return plain(words, words.in_full_title, words.text_removed_short)
    parts = pages(clean(found.body))
    page = min(max(page, 1), len(parts))
    by = rich_text.text(writer(found, words), bold=True)
    head = rich_text.line(by, rich_text.text("  "), rich_text.date(found.at))
    blocks = [
        rich_text.block(f"{number}:full-head", head),
        *rich_text.quoted(f"{number}:full-{page}", parts[page - 1]),
        *files_of(found, words, block_id=f"{number}:full-attached", most=_FILES),
    ]
    if len(parts) > 1:
        ids = {"l": message_id}
        turns = [
            *(
                [button(words.earlier, act.IN_FULL_BACK, act.value(facts.ticket.id, **ids, p=page - 1))]
                if page > 1
                else []
            ),
            *(
                [button(words.later, act.IN_FULL_ON, act.value(facts.ticket.id, **ids, p=page + 1))]
                if page < len(parts)
                else []
            ),
        ]
        blocks += [
            context(words.page_of(page, len(parts)), block_id=f"{number}:full-page"),
            actions(*turns, block_id=f"{number}:full-turn-{page}"),
        ]
    return modal(
        words.in_full_title, blocks, callback_id=act.IN_FULL, close=words.close,
        private_metadata=act.value(facts.ticket.id),
    )  # fmt: skip


def show_in_full(message: Message, words: Words) -> Json:
    """The button below what is not shown in full; several stand in one modal, so each is read out as another one."""
    ticket_id = message.ticket_id
    spoken = words.in_full_spoken(inline(message.author_name, 30) or words.customer, message.id)
    pressed = button(words.in_full, act.IN_FULL, act.value(ticket_id, l=message.id), spoken=spoken)
    return actions(pressed, block_id=f"T-{ticket_id}:in-full-{message.id}")
