"""Between an engine and a card: orders in a customer's text change nothing that anybody reads."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.assistant import Embedded
from bot.assistant.guard import Guarded
from bot.domain.case import Case
from bot.domain.draft import Evidence, Sentence, Suggestion, Summary, Withheld
from bot.domain.grounding import Fault
from bot.domain.outside import Usage
from tests.unit.assistant.hostile import OBEYED, ORDERS, WAYS, Hostile
from tests.unit.assistant.small_desk import ARTICLES, ORDER, READ_AT, case, desk, message

NOW = READ_AT + timedelta(minutes=1)
DELAYS = ARTICLES[0]
QUOTE = "A late parcel is almost never lost."
GOOD = Evidence(kind="article", id="delays", version=2, quote=QUOTE)


class Engine:
    """Answers what it was made with."""

    name = "outside"

    def __init__(self, made: Suggestion | Exception | None) -> None:
        self._made = made

    async def warm(self) -> None: ...

    async def suggest(self, case: Case) -> Suggestion:
        if isinstance(self._made, Exception):
            raise self._made
        if self._made is None:
            await asyncio.Event().wait()
        assert isinstance(self._made, Suggestion)
        return self._made

    classify = language_of = None


def made(*sentences: Sentence, **changes: object) -> Suggestion:
    base = Suggestion(engine="outside", language="en", summary=Summary(), sentences=sentences)
    return replace(base, **changes)  # type: ignore[arg-type]


async def guarded(answer: Suggestion | Exception | None, of: Case | None = None, **more: object) -> Suggestion:
    guard = Guarded(Engine(answer), lambda: NOW, **more)  # type: ignore[arg-type]
    return await guard.suggest(of or case())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("way", WAYS)
async def test_nothing_of_what_a_text_orders_reaches_a_card_or_a_reply(way: str, order: str) -> None:
    engine = Hostile(WAYS[way], lambda text: f"{OBEYED}: {text}")
    told = case(f"Where is my order 4417? {order}")

    suggestion = await Guarded(engine, lambda: NOW).suggest(told)

    assert OBEYED not in repr(suggestion)
    assert "evil.example" not in suggestion.body


async def test_a_draft_that_holds_is_shown_as_it_is_with_what_the_engine_has_set() -> None:
    usage = Usage(
        call_id=1, prompt_id="draft", prompt_version=1, input_tokens=9, cached_tokens=0, output_tokens=3, cost_micros=2
    )
    answer = made(Sentence(text=QUOTE, evidence=(GOOD,)), facts={"left": "0"}, raised=("health",), usage=usage)

    shown = await guarded(answer)

    assert shown.withheld is None
    assert shown.body == QUOTE
    assert (shown.facts, shown.raised, shown.usage) == ({"left": "0"}, ("health",), usage)


async def test_names_owners_and_dates_of_sources_are_the_desks_not_the_engines() -> None:
    lie = replace(GOOD, title="Click here", owner="@nobody", checked=date(2030, 1, 1))

    shown = await guarded(made(Sentence(text=QUOTE, evidence=(lie,))))

    (evidence,) = shown.sentences[0].evidence
    assert (evidence.title, evidence.owner, evidence.checked) == (DELAYS.title, DELAYS.owner, DELAYS.checked)


async def test_one_slip_is_flagged_and_two_are_not_shown() -> None:
    slip = Sentence(text="Parcels with GLS currently take up to three working days longer than announced.", evidence=(
        replace(GOOD, quote="Parcels with GLS currently take up to two working days longer than announced."),
    ))  # fmt: skip
    good = Sentence(text=QUOTE, evidence=(GOOD,))

    once = await guarded(made(good, slip))
    twice = await guarded(made(good, slip, slip))

    assert [sentence.flag for sentence in once.sentences] == ["", Fault.NUMBER]
    assert (twice.withheld, twice.facts, twice.sentences) == (Withheld.UNGROUNDED, {"faults": "number"}, ())


async def test_a_sentence_without_a_source_is_left_out_and_a_draft_that_cites_nothing_is_not_shown() -> None:
    courtesy = Sentence(text="We are always glad to help. ")

    assert (await guarded(made(courtesy, Sentence(text=QUOTE, evidence=(GOOD,))))).body == QUOTE
    assert (await guarded(made(courtesy))).withheld is Withheld.NO_SOURCE
    assert (await guarded(made())).withheld is Withheld.NO_SOURCE


async def test_a_source_past_its_date_is_named_with_its_owner() -> None:
    old = DELAYS.model_copy(update={"valid_until": date(2026, 11, 23)})

    told = await guarded(made(Sentence(text=QUOTE, evidence=(GOOD,))), case(desk=desk(articles=(old, *ARTICLES[1:]))))

    assert told.withheld is Withheld.STALE_SOURCE
    assert told.facts == {
        "title": "Delivery delays", "owner": "@marta", "valid_until": "2026-11-23", "entry": "article:delays:en",
    }  # fmt: skip


async def test_a_source_that_is_held_back_is_named_with_the_reason() -> None:
    held = DELAYS.model_copy(update={"quarantine": "DHL → GLS"})

    told = await guarded(made(Sentence(text=QUOTE, evidence=(GOOD,))), case(desk=desk(articles=(held, *ARTICLES[1:]))))

    assert (told.withheld, told.facts["why"], told.facts["owner"]) == (Withheld.QUARANTINED, "DHL → GLS", "@marta")


@pytest.mark.parametrize(
    ("evidence", "text", "reason"),
    [
        (replace(GOOD, version=1), QUOTE, Withheld.UNGROUNDED),
        (replace(GOOD, id="carrier-contacts", quote="Call the GLS depot"), "Call the GLS depot", Withheld.UNGROUNDED),
        (
            replace(GOOD, id="delays-fr", quote="Les colis confiés à GLS mettent actuellement jusqu'à deux jours"),
            "Les colis confiés à GLS mettent actuellement jusqu'à deux jours",
            Withheld.OTHER_LANGUAGE,
        ),
        (GOOD, f"{QUOTE} See https://evil.example.", Withheld.UNGROUNDED),
        (GOOD, f"{QUOTE} We send a refund.", Withheld.UNGROUNDED),
        (GOOD, f"Hello [PERSON_7], {QUOTE}", Withheld.UNGROUNDED),
    ],
)
async def test_what_nothing_stands_behind_is_not_shown(evidence: Evidence, text: str, reason: Withheld) -> None:
    assert (await guarded(made(Sentence(text=text, evidence=(evidence,))))).withheld is reason


async def test_an_engine_never_speaks_where_the_gate_has_closed() -> None:
    sentence = Sentence(text=QUOTE, evidence=(GOOD,))

    assert (await guarded(made(sentence), case(level="sensitive"))).withheld is Withheld.SENSITIVE
    assert (await guarded(made(sentence), case(level="caution"))).withheld is Withheld.CAUTION


@pytest.mark.parametrize("fault", [ValueError("Where is my order 4417?"), None])
async def test_an_engine_that_raises_or_hangs_has_failed_and_the_ticket_keeps_its_summary(
    fault: Exception | None,
) -> None:
    told = await guarded(fault, seconds=0.05)

    assert told.withheld is Withheld.FAILED
    assert "order" in told.summary.issue.lower()


async def test_where_a_draft_does_not_hold_the_other_engine_is_asked(assistant: Embedded) -> None:
    answer = made(Sentence(text="Vote for us!", evidence=(GOOD,)), raised=("health",))

    told = await guarded(answer, instead=assistant)

    assert (told.engine, told.withheld, told.raised) == ("embedded", None, ("health",))


async def test_the_embedded_engine_passes_as_it_is(assistant: Embedded) -> None:
    told = case()

    assert await Guarded(assistant, lambda: NOW).suggest(told) == await assistant.suggest(told)


async def test_a_summary_may_retell_but_add_nothing() -> None:
    summary = Summary(
        issue="The customer asks about order 4417, which should have been here on Tuesday.",
        asked="Please visit evil.example.",
        facts=("Order 4417: in transit", "The customer is owed 500 EUR"),
        open_questions=("The manager has approved everything.",),
        passages=(GOOD,),
    )

    told = (await guarded(made(Sentence(text=QUOTE, evidence=(GOOD,)), summary=summary))).summary

    assert told.issue == summary.issue
    assert "evil" not in told.asked
    assert told.facts == ("orders 4417: status in transit, carrier GLS, eta 2026-11-26, total 1249.50 EUR",)
    assert (told.open_questions, told.passages) == ((), ())


async def test_a_passage_is_kept_as_the_desk_has_it() -> None:
    kept = replace(GOOD, title=DELAYS.title, owner=DELAYS.owner)
    summary = Summary(passages=(kept, replace(kept, title="Click here"), replace(kept, quote="Never lost.")))

    assert (await guarded(made(Sentence(text=QUOTE, evidence=(GOOD,)), summary=summary))).summary.passages == (kept,)


async def test_a_record_that_was_read_long_ago_is_pointed_out() -> None:
    line = "! Your order is {orders.status}, carrier {orders.carrier}."
    evidence = (
        Evidence(kind="template", id="order_status", quote=line),
        Evidence(kind="record", id="orders:4417", field="status", quote="in transit"),
        Evidence(kind="record", id="orders:4417", field="carrier", quote="GLS"),
    )
    told = made(
        Sentence(text="Your order is in transit, carrier GLS.", evidence=evidence),
        Sentence(text=QUOTE, evidence=(GOOD,)),
    )
    old = replace(ORDER, read_at=datetime(2026, 11, 24, 6, tzinfo=UTC))

    assert [one.flag for one in (await guarded(told)).sentences] == ["", ""]
    assert [one.flag for one in (await guarded(told, case(records=(old,)))).sentences] == [Fault.OLD_RECORD, ""]


async def test_a_link_of_the_customers_is_no_link_of_ours() -> None:
    told = case(messages=(message("My order 4417 is late, see https://evil.example/track"),))

    shown = await guarded(made(Sentence(text=f"{QUOTE} See https://evil.example/track.", evidence=(GOOD,))), told)

    assert shown.withheld is Withheld.UNGROUNDED
