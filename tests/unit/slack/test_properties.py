"""Whatever customers write and whatever has happened: what leaves for Slack is accepted, and interprets none of it."""

import json
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.card import CardFacts, HistoryLine, QueueStatus
from bot.domain.digest import DigestFigures
from bot.domain.message import Message
from bot.slack import charts, modals, notices, thread
from bot.slack.cards import card
from bot.slack.digest_view import LINES, digest
from bot.slack.limits import Json, Post
from bot.slack.queue_view import queue_status
from bot.slack.sealed_cards import continues_below, moved
from bot.words import Words, words
from tests.unit.slack.facts import NOW
from tests.unit.slack.oracles import accepts_post, accepts_view, mrkdwn_fields, texts, without_ours
from tests.unit.slack.strategies import MARK, card_facts, charted, digests, hostile, messages, queue_statuses

EN = words("en")
VIEWS: list[Callable[[CardFacts, Words], Json]] = [
    modals.assign,
    modals.change_type,
    modals.edit,
    modals.escalate,
    modals.explain,
    modals.mark_sensitive,
    modals.open_sealed,
    modals.other_type,
    modals.read_before_sending,
    modals.reject,
    modals.resolve,
    modals.ticket,
    modals.unmark_sensitive,
    modals.write_reply,
    lambda facts, words: modals.overtaken(facts, words, facts.unsent, "", {"t": 1042, "d": 31, "m": 1}),
]


def posts_about(facts: CardFacts) -> list[Post | None]:
    return [
        card(facts, EN, outbox_id="77"),
        card(facts, EN, mention_owner=True),
        card(facts, EN, customer_text=False),
        thread.records(facts, EN),
        notices.unsure_reply(facts, EN),
        notices.second_approval(facts, EN),
        notices.stopped_reply(facts, facts.reply.stop_reason if facts.reply else "", EN),
        notices.answer(facts.ticket, facts.customer.name, facts.messages[0].body if facts.messages else "", EN),
    ]


def nothing_is_interpreted(payload: object, *fallbacks: str) -> None:
    for text in [*mrkdwn_fields(payload), *fallbacks]:
        assert "<" not in without_ours(text)
        assert ">" not in without_ours(text)


@given(card_facts)
def test_every_post_is_accepted_and_interprets_nothing(facts: CardFacts) -> None:
    for post in posts_about(facts):
        if post is not None:
            accepts_post(post)
            nothing_is_interpreted(post.blocks, post.text)


@given(card_facts)
def test_every_modal_is_accepted_and_interprets_nothing(facts: CardFacts) -> None:
    for view in VIEWS:
        shown = view(facts, EN)
        accepts_view(shown)
        nothing_is_interpreted(shown)


@given(card_facts)
def test_customers_words_stand_in_no_mrkdwn_and_link_nowhere(facts: CardFacts) -> None:
    for post in posts_about(facts)[:4]:
        if post is None:
            continue
        for text in mrkdwn_fields(post.blocks):
            assert MARK not in text
        assert "://" not in post.text
        assert "www." not in post.text
    for view in VIEWS:
        for text in mrkdwn_fields(view(facts, EN)):
            assert MARK not in text


@given(card_facts)
def test_sealed_moved_and_continued_cards_hold_no_word_of_the_customers(facts: CardFacts) -> None:
    sealed = replace(facts, ticket=replace(facts.ticket, level="sensitive"))
    quiet = [
        card(sealed, EN, mention_owner=True),
        moved(facts.ticket, "C0ESCAL01", EN),
        continues_below(facts.ticket, EN),
        card(replace(facts, continued_by="1795425120.000100"), EN),
        notices.stopped_reply(sealed, MARK, EN),
        notices.second_approval(sealed, EN),
    ]
    for post in quiet:
        accepts_post(post)
        assert MARK not in json.dumps([post.text, post.blocks, post.metadata])


@given(card_facts)
def test_a_card_without_customer_text_holds_none(facts: CardFacts) -> None:
    open_ticket = replace(facts, ticket=replace(facts.ticket, level="none"), continued_by="")
    post = card(open_ticket, EN, customer_text=False)
    assert MARK not in json.dumps([post.text, post.blocks])


@given(card_facts)
def test_nothing_hidden_reaches_a_reader(facts: CardFacts) -> None:
    hidden = set("\u202e\u202c\u2066\u200b\ufeff\x00\x07\x1b\U000e0041\ud800")
    for post in posts_about(facts):
        if post is not None:
            for text in [post.text, *texts(post.blocks)]:
                assert not hidden & set(text)


@given(card_facts)
def test_a_card_has_one_primary_button_at_most_and_stable_block_ids(facts: CardFacts) -> None:
    post = card(facts, EN)
    again = card(facts, EN)
    assert [block["block_id"] for block in post.blocks] == [block["block_id"] for block in again.blocks]
    assert all(block["block_id"].startswith("T-1042:") for block in post.blocks)
    primary = [
        element
        for block in post.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element.get("style") == "primary"
    ]
    assert len(primary) <= 1


@given(messages)
def test_a_message_in_the_thread_is_accepted(message: Message) -> None:
    post = thread.conversation(message, EN, mention="U0NINA001")
    accepts_post(post)
    assert MARK not in post.text
    assert not list(mrkdwn_fields(post.blocks))


def test_a_line_that_a_ticket_woke_up_is_accepted() -> None:
    post = thread.woke(1042, NOW, EN, mention="U0NINA001")
    accepts_post(post)
    assert post.text == "T-1042 is awake again. <@U0NINA001>"
    assert "<@" not in thread.woke(1042, NOW, EN).text


@given(st.lists(st.tuples(hostile, hostile, st.dictionaries(hostile, hostile, max_size=3)), max_size=80))
def test_history_is_accepted(entries: list[tuple[str, str, dict[str, str]]]) -> None:
    lines = [HistoryLine(at=NOW, who=who, action=action, detail=detail) for who, action, detail in entries]
    view = modals.history("T-1042", lines, EN)
    accepts_view(view)
    nothing_is_interpreted(view)
    for line in lines[:3]:
        accepts_post(thread.event(1042, line, EN))


@given(queue_statuses)
def test_a_queue_is_accepted(status: QueueStatus) -> None:
    post = queue_status(status, EN)
    accepts_post(post)
    nothing_is_interpreted(post.blocks, post.text)
    assert all(MARK not in text for text in mrkdwn_fields(post.blocks))


@given(digests)
def test_a_digest_is_accepted_and_has_fifteen_lines_at_most(figures: DigestFigures) -> None:
    post = digest(figures, EN)
    accepts_post(post)
    nothing_is_interpreted(post.blocks, post.text)
    plainly = digest(figures, EN, plain=True)
    accepts_post(plainly)
    nothing_is_interpreted(plainly.blocks, plainly.text)
    verdict, *queues = plainly.blocks[1:]
    lines = 1 + "".join(part["text"] for part in verdict["elements"][0]["elements"]).count("\n") + 1
    lines += len(queues[0]["elements"][0]["elements"]) if queues else 0
    assert lines <= LINES


@given(charted)
def test_a_digest_with_its_charts_or_their_picture_is_accepted(figures: DigestFigures) -> None:
    drawn = charts.drawn(figures, EN)
    for pictures in ([charts.block(one) for one in drawn], [charts.image("F0123ABCD", drawn, EN)] if drawn else []):
        post = digest(figures, EN, pictures=pictures)
        accepts_post(post)
        nothing_is_interpreted(post.blocks, post.text)
        assert all(1 <= len(block["alt_text"]) <= 2000 for block in post.blocks if block["type"] == "image")
