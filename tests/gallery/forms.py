"""Every modal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from bot.domain.card import HistoryLine
from bot.domain.desk_needs import Need
from bot.domain.escalation import Foreseen
from bot.domain.macro import Choice
from bot.domain.twins import Twin, Why
from bot.flow.articles import Opened
from bot.flow.changed import Preview
from bot.flow.forms import Form
from bot.flow.sources import ToCheck
from bot.slack import burst_cards, health_view, modals, sources_view
from bot.slack.modals import escalations, handoffs, holding, macros, messages, notes
from bot.words import Words, words
from tests.flow.desk import ARTICLE
from tests.gallery.cards import CLAIMED, LONG, SEALED
from tests.gallery.picture import Picture
from tests.unit.slack.facts import FACTS, NOW, TICKET, with_reply
from tests.unit.slack.test_burst_cards import entry, page
from tests.unit.slack.test_handoff_cards import shown
from tests.unit.slack.test_health_view import letter
from tests.unit.test_handoff import ASKED

EN: Final = words("en")
_HISTORY: Final = (
    HistoryLine(at=NOW - timedelta(minutes=12), who="Customer", action="ticket.created", detail={}),
    HistoryLine(at=NOW - timedelta(minutes=11), who="Deskhand", action="ticket.triaged", detail={}),
    HistoryLine(at=NOW, who="Nina Berg", action="ticket.claimed", detail={}),
)
_FORM: Final = Form(
    types=(("order_status", "Where is my order"), ("damage", "Damaged on arrival")),
    chosen="damage",
    needs=(Need(name="order", kind="record"), Need(name="address", kind="address"), Need(name="photos", kind="photo")),
)
_TWIN: Final = Twin(ticket=replace(TICKET, id=1039, subject="My parcel"), why=Why.RECORD, key=("orders", "4417"))
_QUEUES: Final = (("billing", "Payments and invoices"), ("returns", "Returns"))
_SNOOZE: Final = (("hour", NOW + timedelta(hours=1)), ("next_day", NOW + timedelta(days=1)))
_CSV: Final = "ticket,order,status,carrier\nT-1001,4417,in transit,GLS\n"

MACROS: Final = replace(CLAIMED, macros=(Choice("late", "A parcel is late"), Choice("repot", "How to repot")))
_WRITING: Final = Picture("form-macros", "", modals.write_reply, (MACROS, Words))
_TYPED: Final = "Hello Jo,"
_MACRO: Final = "Your parcel is late, and we are sorry. The carrier is looking for it now."
_HOLDING: Final = (
    "Hello Jo,\n\nNina is personally handling your case and will write by {date}.\n\nKind regards\nAster & Pine"
)


_REASONS: Final = ("The customer is very upset", "Needs a decision")
_ESCALATING: Final = Picture("form-escalate", "", modals.escalate, (CLAIMED, Words), {"reasons": _REASONS})
_FORESEEN: Final = Foreseen(names=("Marta Silva", "Ben Okafor"), on_call="Omar", within=timedelta(minutes=30))


def _form(name: str, caption: str, made: Callable[..., Any], *given: Any, language: str = "en", **more: Any) -> Picture:
    return Picture(f"form-{name}", caption, made, given or (CLAIMED, Words), more, language)


FORMS: Final = (
    _form("ticket", "A whole ticket, with the buttons of its card.", modals.ticket),
    _form("sealed", "A sealed one, for the few who may see it.", modals.open_sealed, SEALED, Words),
    _form("about", "What just could not be done stands on top.", modals.about, CLAIMED, Words, said=EN.not_known),
    _form("edit", "**Edit**", modals.edit),
    _form("read", "**Read before sending**", modals.read_before_sending),
    _form("write", "**Write reply**", modals.write_reply),
    _form("macros", "**Write reply** where macros are offered.", modals.write_reply, MACROS, Words),
    Picture(
        "form-macro", "One was chosen: it stands below what was typed.", macros.with_text, (_WRITING, _TYPED, _MACRO)
    ),
    _form("holding", "**Holding reply…**", holding.holding, CLAIMED, Words, _HOLDING, date(2026, 11, 26), spoken=True),
    _form(
        "holding-accepted",
        "The same when an escalation was just accepted, in a language without words for it.",
        holding.holding,
        replace(CLAIMED, ticket=replace(CLAIMED.ticket, language="it")),
        Words,
        _HOLDING,
        date(2026, 11, 26),
        spoken=False,
        accepted=True,
    ),
    _form(
        "overtaken",
        "The customer wrote while somebody typed: the text stays.",
        modals.overtaken,
        CLAIMED,
        Words,
        "Dear Jo, it comes tomorrow.",
        "wait",
        {"t": 1042, "d": 31, "m": 1},
    ),
    _form("reject", "**Reject**", modals.reject),
    _form("in-full", "**Show in full** of a message.", messages.in_full, LONG, LONG.messages[0].id, 1, Words),
    _form("quotes", "**Quotes**", modals.quotes),
    _form("article", "**Read article** beside a quote.", modals.read_article, Opened(ARTICLE, 1, NOW.date()), Words),
    _form("redraft", "**Redraft…**", modals.redraft),
    _form("report", "**Report a wrong answer…**", modals.report),
    _form("send-alone", "**Send alone…**", modals.send_alone, with_reply(keys_needed=2), Words),
    _form("resolve", "**Resolve**", modals.resolve),
    _form("assign", "**Assign**", modals.assign),
    _form("snooze", "**Snooze…**", modals.snooze, CLAIMED, Words, _SNOOZE),
    _form("escalate", "**Escalate**", modals.escalate, reasons=_REASONS),
    Picture(
        "form-escalate-asked",
        "It says who will be asked for the chosen reason.",
        escalations.with_asked,
        (_ESCALATING, Words, _FORESEEN),
    ),
    _form("pass-on", "**Pass on…**, by whom an escalation asks.", escalations.pass_on),
    _form("settle", "An escalation is done.", escalations.settle),
    _form("mark", "**Mark sensitive…**", modals.mark_sensitive),
    _form("unmark", "**Mark not sensitive…**", modals.unmark_sensitive, SEALED, Words),
    _form("change-type", "**Change type**", modals.change_type),
    _form("other-type", "**Other type…**", modals.other_type),
    _form("priority", "**Change priority**", modals.change_priority),
    _form("move", "**Move to another queue**", modals.move_queue, CLAIMED, Words, _QUEUES),
    _form("merge", "**Merge**, with the tickets that are likely the same.", modals.merge, CLAIMED, Words, (_TWIN,)),
    _form("note", "A note for the team.", notes.add_note),
    _form(
        "as-note", "*Add as note* of a message.", notes.add_as_note, Words, "She called: tomorrow is fine.", "C1:1.1"
    ),
    _form(
        "hand-off",
        "**Hand off…**; what a department has already may be added to.",
        handoffs.hand_off,
        CLAIMED,
        Words,
        (("logistics", "Logistics", (ASKED,)),),
    ),
    _form(
        "hand-off-advised",
        "The same as a rule of the desk file fills it in. A person looks at it and sends it.",
        handoffs.hand_off,
        CLAIMED,
        Words,
        (("logistics", "Logistics", ()),),
        needs="Please stop this parcel.",
        by=NOW + timedelta(hours=2),
        first=True,
    ),
    _form(
        "no-departments", "Where nobody can be asked.", handoffs.asking, Words, (), callback_id="hand_off", metadata=""
    ),
    _form("propose", "A department proposes another time.", handoffs.propose, shown(), Words),
    _form("decline", "It declines.", handoffs.decline, shown(), Words),
    _form("done", "It is done.", handoffs.done, shown(), Words),
    _form("need-more", "It needs more.", handoffs.need_more, shown(), Words),
    _form("csv", "Its orders as CSV.", handoffs.orders_csv, shown(), Words, _CSV),
    _form("explain", "**How this was made**", modals.explain),
    _form("history", "**History**", modals.history, "T-1042", _HISTORY, Words),
    _form("check", "**I checked this…**", modals.check_source, ToCheck(ARTICLE, date(2027, 2, 12)), Words),
    _form(
        "changed",
        "`/desk changed`: what it would hold back.",
        sources_view.changed,
        Preview("carrier", (ARTICLE,), 3),
        "DHL → GLS",
        Words,
    ),
    _form("new", "*New ticket* asks what its type needs.", modals.new_ticket, Words, _FORM),
    _form(
        "open-one",
        "**Open one…** of a list.",
        burst_cards.choose,
        page((entry(1001), "Where is my order"), (entry(1002), "Return")),
        Words,
    ),
    _form("letter", "Work that was given up, read by **Read**.", health_view.letter, letter(), Words),
    _form(
        "message",
        "A refusal, where a form was asked for.",
        modals.message,
        Words,
        EN.not_now,
        EN.refusal("taken", {"who": "Ben"}),
    ),
    _form(
        "french", "The same form for somebody whose Slack is in French.", modals.resolve, FACTS, Words, language="fr"
    ),
)
