"""The card of a ticket in each of its states, and what else stands in channels and threads."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.domain.advice import Advice
from bot.domain.card import CardFacts, HistoryLine
from bot.domain.draft import DraftState, Sentence, Withheld
from bot.domain.earlier import Earlier
from bot.domain.escalation import EscalationFacts, Glance
from bot.domain.escalation import Stage as Escalated
from bot.domain.handoff import Part, Stage
from bot.domain.message import Attachment, Message
from bot.domain.reply import ReplyState
from bot.domain.request import Request
from bot.domain.request import Stage as Requested
from bot.domain.sla import Due, DueAnswer, Target, WarningLine
from bot.domain.spike import SpikeLine
from bot.domain.ticket import Holder, State
from bot.flow.request_posts import RequestPlan
from bot.slack import burst_cards, cards, handoff_cards, request_view, sealed_cards, thread, warning_view
from bot.words import Words
from tests.gallery.picture import Picture
from tests.unit.slack.facts import ARTICLE, DRAFT, FACTS, NINA, NOW, TICKET, with_draft, with_reply, with_ticket
from tests.unit.slack.test_burst_cards import entry, page
from tests.unit.slack.test_handoff_cards import LINE, shown
from tests.unit.test_handoff import ASKED

ESCALATION: Final = EscalationFacts(
    id=1, stage=Escalated.ASKED, rule="", reason="The customer is very upset", by="Ben Okafor", at=NOW,
    to="Marta Silva", to_id="U0MARTA01", asked=("Marta Silva",), accepted_at=None,
    glance=Glance(
        wants="To know where order 4417 is", promised=(("Ben Okafor", NOW - timedelta(hours=1), True),),
        told="We are asking the carrier.", told_at=NOW - timedelta(hours=3), tried=(("replies", "2"),),
        mood=(("angry", 1), ("contacts", 3)), questions=("Was the parcel handed to a neighbour?",), missing=(),
    ),
)  # fmt: skip
CLAIMED: Final = replace(with_ticket(state=State.OPEN, assignee_id=3), holder_person=NINA)
ESCALATED: Final = replace(CLAIMED, escalation=ESCALATION)
_WRITTEN: Final = (
    "Hello,\nthe olive tree came with a broken pot. A photo is attached.\n\nThank you\nJo\n\n"
    "On Mon, 16 Nov 2026 at 09:12, Aster & Pine <hello@asterpine.example> wrote:\n"
    "> Dear Jo,\n> your order 4417 has left us and is with GLS.\n> It usually takes two more days.\n"
)
LONG: Final = replace(
    CLAIMED,
    messages=(
        replace(
            FACTS.messages[0],
            body=_WRITTEN,
            attachments=(Attachment(name="pot.jpg", media_type="image/jpeg", size=482_000),),
        ),
    ),
)
WITH_FILES: Final = replace(
    CLAIMED,
    messages=(
        replace(
            FACTS.messages[0],
            body="Hello,\nthe olive tree came with a broken pot. A photo and the form are attached.\n\nJo",
            attachments=(
                Attachment(name="pot.jpg", media_type="image/jpeg", size=482_000, way="fetch"),
                Attachment(name="form.html", media_type="text/html", size=12_400, way="fetch"),
                Attachment(
                    name="notes.pdf", media_type="application/pdf", size=88_000, way="helpdesk",
                    page="https://desk.example.com/t/88",
                ),
            ),
        ),
    ),
)  # fmt: skip
SEALED: Final = with_ticket(level="sensitive", classes=("legal",), keys_needed=2, priority="high")


def _card(name: str, caption: str, facts: CardFacts, language: str = "en") -> Picture:
    return Picture(f"card-{name}", caption, cards.card, (facts, Words), language=language)


def _replied(state: ReplyState, **changes: Any) -> CardFacts:
    return replace(with_reply(CLAIMED, state=state, **changes), approvers=(NINA,))


_OUTSIDE: Final = Message(
    id=881, ticket_id=1042, author="agent", author_name="Ben", body="It comes tomorrow.", public=True, at=NOW
)
STATES: Final = (
    _card("waiting-for-draft", "Posted before its suggestion is ready.", replace(FACTS, draft=None)),
    _card("suggestion", "A suggested reply with its sources, and everything that may be done about it.", FACTS),
    _card("claimed", "Somebody has it.", CLAIMED),
    _card(
        "withheld",
        "No suggestion, and why.",
        with_draft(
            state=DraftState.WITHHELD,
            reason=Withheld.FOREIGN_RECORD,
            body="",
            facts={"source": "orders", "key": "4417"},
        ),
    ),
    _card(
        "asked",
        "The type is not certain, so it is asked for.",
        replace(
            with_draft(with_ticket(type=None), state=DraftState.ASKED, body=""),
            type_title="",
            guess_title="Where is my order",
            guess_confidence=0.61,
        ),
    ),
    _card("rejected", "The suggestion was rejected.", with_draft(CLAIMED, state=DraftState.REJECTED)),
    _card(
        "awaiting-keys",
        "A sensitive reply waits for its second approval.",
        _replied(ReplyState.AWAITING_KEYS, keys_needed=2, send_after=None),
    ),
    _card("undo", "Approved; for 20 seconds it can be taken back.", _replied(ReplyState.UNDO)),
    _card("sending", "It leaves now.", _replied(ReplyState.SENDING)),
    _card("sent", "Sent, once.", _replied(ReplyState.SENT, sent_at=NOW)),
    _card(
        "stopped",
        "The second look found that something had changed, so it did not leave.",
        replace(
            _replied(ReplyState.STOPPED, stop_reason="record_changed"),
            stop_facts={"record": "orders:4417", "field": "status", "before": "in transit", "now": "delivered"},
        ),
    ),
    _card("unsure", "Nobody knows whether it arrived, so a person is asked.", _replied(ReplyState.UNSURE)),
    _card(
        "asleep",
        "Asleep until a time.",
        with_ticket(CLAIMED, state=State.SNOOZED, snoozed_until=NOW + timedelta(days=1)),
    ),
    _card(
        "answered",
        "Somebody has answered in the helpdesk itself, so the suggestion was withdrawn.",
        replace(with_draft(CLAIMED, state=DraftState.SUPERSEDED), messages=(*FACTS.messages, _OUTSIDE)),
    ),
    _card(
        "resolved",
        "Resolved, by whom and after how long.",
        replace(
            with_ticket(CLAIMED, state=State.RESOLVED, resolved_at=NOW + timedelta(minutes=9)),
            holder=Holder("nobody"),
            resolver="Nina Berg",
        ),
    ),
    _card("ended", "Closed.", replace(with_ticket(state=State.CLOSED), holder=Holder("nobody"))),
)
SEALED_ONES: Final = (
    Picture(
        "card-sealed-owner",
        "Sealed, with its owner tagged when it is new.",
        sealed_cards.sealed_card,
        (SEALED, Words),
        {"mention_owner": True},
    ),
    _card("sealed", "Sensitive: number, level and holder, nothing that the customer wrote.", SEALED),
    Picture(
        "card-moved", "What stays where it stood before.", sealed_cards.moved, (TICKET, "#support-escalations", Words)
    ),
    Picture("card-continues", "A newer card stands further down.", sealed_cards.continues_below, (TICKET, Words)),
    Picture("card-listed", "In a burst it stands on a list.", sealed_cards.listed, (TICKET, Words)),
    Picture(
        "card-faded",
        "Its text has gone after the desk's retention.",
        sealed_cards.faded,
        (with_ticket(state=State.CLOSED), Words),
    ),
)
_BACK: Final = replace(LINE, part=Part.DONE, answer="It is in Lyon until noon.", untold=True)
_DOUBTFUL: Final = (
    *DRAFT.sentences,
    Sentence(text="We refund the shipping.\n", evidence=(ARTICLE,), flag="promise"),
)
_EARLIER: Final = Earlier(
    ticket_id=1017, source="orders", key="4417", times=2, who="Ben", said="You have it by Friday."
)
_ADVICE: Final = Advice(rule="late-parcel", said="Hand off to logistics: the parcel has not moved for three days.")
_PROPOSED: Final = Advice(
    "stop", "The parcel may still be stopped.", "logistics", "Logistics", "Please stop this parcel."
)
REMARKS: Final = (
    _card("doubtful", "A sentence that should be looked at twice is marked.", with_draft(sentences=_DOUBTFUL)),
    _card("overdue", "The answer is overdue.", with_ticket(first_response_due=NOW - timedelta(minutes=20))),
    _card(
        "changed",
        "Something has changed since the suggestion: it has to be read again.",
        replace(
            FACTS,
            changed=("record_changed", {"record": "orders:4417", "field": "status", "before": "x", "now": "delivered"}),
        ),
    ),
    _card("escalated", "An accountable person is asked.", ESCALATED),
    _card("spike", "It is part of a spike.", replace(FACTS, spike=SpikeLine("carrier", "GLS", incident=False))),
    _card("twin", "It is likely the same as another one.", replace(FACTS, twin="T-1039", duplicate_of="T-1039")),
    _card("earlier", "The customer was told something about the same order before.", replace(FACTS, earlier=_EARLIER)),
    _card("advice", "What the desk file advises to do next.", replace(CLAIMED, advice=_ADVICE, departments=True)),
    _card(
        "handoff-advised",
        "A rule of the desk file proposes a handoff: the button opens its form, filled in.",
        replace(CLAIMED, advice=_PROPOSED, departments=True),
    ),
    _card("handed-off", "A department has it.", replace(CLAIMED, handoffs=(LINE,))),
    _card(
        "reported",
        "Somebody reported a wrong answer.",
        replace(_replied(ReplyState.SENT, sent_at=NOW), reports=(("fact", "Ben"),)),
    ),
    _card("french", "The same card in a queue that works in French.", replace(FACTS, queue_language="fr"), "fr"),
)
THREAD: Final = (
    Picture("thread-message", "What the customer wrote.", thread.conversation, (FACTS.messages[0], Words)),
    Picture("thread-quoting", "The same with what it quotes left out.", thread.conversation, (LONG.messages[0], Words)),
    Picture(
        "thread-files",
        "Files that came along: two may be fetched, the third is in the helpdesk.",
        thread.conversation,
        (WITH_FILES.messages[0], Words),
    ),
    Picture("thread-records", "The records that were read.", thread.records, (FACTS, Words)),
    Picture("thread-woke", "A snoozed ticket is awake.", thread.woke, (1042, NOW, Words), {"mention": "U0NINA001"}),
    Picture("thread-back", "A department has answered.", thread.handed_back, (1042, NOW, _BACK, Words)),
    Picture(
        "thread-due",
        "Whoever has it is told that it is due.",
        warning_view.holder_told,
        ("T-1042", Due(NOW + timedelta(minutes=20), Target.NEXT), Words),
        {"overdue": False, "mention": "U0NINA001"},
    ),
    Picture(
        "thread-event",
        "An entry of the history.",
        thread.event,
        (1042, HistoryLine(at=NOW, who="Nina Berg", action="ticket.claimed", detail={}), Words),
    ),
)
_REQUEST: Final = Request(
    id=3, channel="C1", ts="1.1", thread_ts="", source="office", stage=Requested.ASKED, author_id=3, wanted_by=None,
    ticket_id=None, read_ts="", created_at=NOW,
)  # fmt: skip
_PLAN: Final = RequestPlan(
    request=_REQUEST, live=None, new_post=None, since=None, author="U0OMAR001", number="", direct=False, language="en"
)
CHANNEL: Final = (
    Picture(
        "burst",
        "Many requests at once stand on a list; urgent and sensitive ones get their own card first.",
        burst_cards.burst_card,
        (
            page(
                *((entry(1001 + n), "Where is my order") for n in range(9)),
                *((entry(1020 + n), "Return") for n in range(4)),
                (entry(1030, priority="urgent"), "Payment"),
                (entry(1031, level="sensitive"), ""),
                came=24,
            ),
            Words,
        ),
    ),
    Picture(
        "warning",
        "One line in each channel says what is due; it is edited as that changes.",
        warning_view.line,
        (
            WarningLine.of(
                [DueAnswer(NOW, 1042, overdue=True), DueAnswer(NOW + timedelta(minutes=20), 1047, overdue=False)]
            ),
            Words,
        ),
    ),
    *(
        Picture(f"handoff-{stage}", caption, handoff_cards.handoff_card, (shown(replace(ASKED, stage=stage)), Words))
        for stage, caption in (
            (Stage.ASKED, "A department is asked for one thing by a certain time."),
            (Stage.ACCEPTED, "It has accepted."),
            (Stage.PROPOSED, "It has named another time."),
            (Stage.DONE, "It is done."),
        )
    ),
    Picture(
        "request-asked", "Below a message that may be a request.", request_view.below, (_PLAN, Words), {"outbox_id": ""}
    ),
    Picture(
        "request-opened",
        "It has become a ticket.",
        request_view.below,
        (replace(_PLAN, request=replace(_REQUEST, stage=Requested.OPENED), number="T-1042"), Words),
        {"outbox_id": ""},
    ),
    Picture("handoff-below", "A newer card stands further down.", handoff_cards.continues_below, (ASKED, Words)),
    Picture(
        "handoff-queue",
        "A department's open requests (`/queue logistics`).",
        handoff_cards.open_requests,
        ("Logistics", [shown()], Words),
    ),
)
