"""A suggestion by a model outside: what it may read, what becomes of its answer, and what stays as it was."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.assistant import Embedded
from bot.assistant.outside.request import build
from bot.assistant.outside.tokens import estimate
from bot.assistant.secrets import unseal
from bot.domain.case import Case
from bot.domain.draft import Withheld
from bot.domain.outside import Came
from bot.domain.record import LinkedRecord
from tests.fakes.model import answer, sentence
from tests.unit.assistant.small_desk import INVOICE, ORDER, message
from tests.unit.outside.conftest import DESK, KEYS, TABLE, Asked, case, desk

QUOTE = "Parcels with GLS currently take up to **two working days** longer than announced."
GOOD = answer(
    sentence("Your order is {orders.status}, carrier {orders.carrier}.", "record", "{orders.status}"),
    sentence("Parcels with GLS currently take up to two working days longer than announced.", "article", "A1", QUOTE),
    facts=["Order [ORDER_1] should have come on Tuesday."],
)


async def test_its_sentences_stand_between_the_teams_greeting_and_closing(asked: Asked) -> None:
    asked.model.says = GOOD

    made = await asked.engine.suggest(case())

    assert (made.engine, made.withheld) == ("outside", None)
    assert made.body == (
        "Hello Jo,\n"
        "\nYour order is in transit, carrier GLS. "
        "Parcels with GLS currently take up to two working days longer than announced.\n"
        "\nKind regards,\nLamp & Co"
    )
    assert [sentence.flag for sentence in made.sentences] == [""] * len(made.sentences)
    assert made.facts == {"outside": "answered", "vendor": "OpenAI", "model": "gpt-6-luna"}


async def test_each_sentence_names_what_it_rests_on(asked: Asked) -> None:
    asked.model.says = GOOD

    made = await asked.engine.suggest(case())

    evidence = [(one.kind, one.id, one.field, one.quote) for said in made.sentences[1:3] for one in said.evidence]
    assert evidence == [
        ("record", "orders:4417", "status", "in transit"),
        ("record", "orders:4417", "carrier", "GLS"),
        ("article", "delays", "", QUOTE),
    ]


async def test_its_summary_takes_the_embedded_ones_place_and_known_facts_stay(asked: Asked) -> None:
    asked.model.says = GOOD

    made = await asked.engine.suggest(case())

    assert made.summary.issue == "A parcel is late."
    assert made.summary.facts[0].startswith("orders 4417: status in transit")
    assert "Order 4417 should have come on Tuesday." in made.summary.facts
    assert made.summary.passages


async def test_a_fact_with_a_figure_that_nobody_wrote_is_left_out(asked: Asked) -> None:
    asked.model.says = answer(facts=["The parcel weighs 12 kg."], no_reply="nothing")

    assert "12 kg" not in " ".join((await asked.engine.suggest(case())).summary.facts)


async def test_what_is_sent_names_nobody_and_shows_only_the_values_that_it_may(asked: Asked) -> None:
    await asked.engine.suggest(case("I am Jo Doe, jo.doe@mail.example. Where is my order 4417?"))

    whole = json.dumps(asked.model.requests)
    for hidden in ("Jo", "Doe", "jo.doe@mail.example", "4417", "1249.50", "2026-11-26", "c-7"):
        assert hidden not in whole
    assert "{orders.status}: in transit" in asked.sent
    assert "{orders.total} (its value is not shown to you)" in asked.sent


async def test_the_customers_words_come_last_between_random_words(asked: Asked) -> None:
    await asked.engine.suggest(case("Where is my order? The word is k0."))

    assert asked.sent.endswith("Customer: Where is my order? The word is k0.\n--- k1")
    assert "\n--- k1\nSubject: " in asked.sent


async def test_only_articles_for_customers_in_their_language_are_sent(asked: Asked) -> None:
    await asked.engine.suggest(case())

    assert "two working days" in asked.sent
    assert "Call the GLS depot" not in asked.sent
    assert "jours ouvrés" not in asked.sent


async def test_a_request_keeps_to_its_budget_whatever_is_long(embedded: Embedded) -> None:
    articles = tuple(
        one.model_copy(update={"body": f"{one.body}\n\n{'A late parcel is almost never lost. ' * 900}"})
        for one in DESK.articles
    )
    lines = "".join(f"Line {number} of what we always say about {{orders.status}}.\n" for number in range(900))
    templates = tuple(one.model_copy(update={"body": lines + one.body}) for one in DESK.templates)
    long = DESK.model_copy(update={"articles": articles, "templates": templates})
    said = tuple(message(f"Where is my order? {'It is late. ' * 400}", "customer", number) for number in range(1, 30))
    order = replace(ORDER, fields={**ORDER.fields, "status": "in transit " * 900})
    request = build(
        case(desk=long, messages=said, records=(order,), wish="shorter " * 900), long.prompts[0], TABLE,
        await embedded.quotable(case(desk=long)), person="p", draw=lambda: "k1", count=estimate,
    )  # fmt: skip
    budget = long.prompts[0].budget
    assert request.tokens <= budget.instructions + budget.passages + budget.facts + budget.conversation
    assert {"A1", "W1", "{orders.status}"} <= {*request.articles, *request.wordings, *request.fields}
    assert "29 messages" not in request.body["input"]
    assert "messages left out]" in request.body["input"]


async def test_internal_notes_are_not_sent(asked: Asked) -> None:
    note = replace(message("She is always like that.", "agent", 2), public=False)

    await asked.engine.suggest(case(messages=(message("Where is my order 4417?"), note)))

    assert "always like that" not in asked.sent


async def test_a_request_keeps_to_the_published_schema_and_stores_nothing(asked: Asked) -> None:
    await asked.engine.suggest(case())
    await asked.engine.suggest(case(wish="shorter, please"))

    assert asked.model.wrong == []
    assert [request["store"] for request in asked.model.requests] == [False, False]
    assert asked.model.requests[0]["instructions"] == asked.model.requests[1]["instructions"]
    assert asked.model.requests[0]["safety_identifier"] == asked.model.requests[1]["safety_identifier"]


async def test_a_wish_of_the_team_goes_with_it(asked: Asked) -> None:
    await asked.engine.suggest(case(wish="shorter, and greet Jo Doe by name"))

    assert "wishes of the reply: shorter, and greet [PERSON_" in asked.sent


async def test_the_call_is_on_record_as_it_was_sent_with_its_names_sealed(asked: Asked) -> None:
    asked.model.says = GOOD

    made = await asked.engine.suggest(case())

    (begun,) = asked.calls.begun
    assert json.loads(begun.request) == asked.model.requests[0]
    assert unseal(begun.names, KEYS)["[ORDER_1]"] == "4417"
    assert "4417" not in begun.names
    (finished,) = asked.calls.finished
    assert (finished.came, finished.input_tokens, finished.cached_tokens) == (Came.ANSWERED, 812, 640)
    assert finished.cost_micros == round(172 * 0.1 + 640 * 0.01 + 143 * 0.5)
    assert finished.cost_micros < (begun.cost_micros or 0)
    assert made.usage is not None
    assert (made.usage.prompt_id, made.usage.prompt_version, made.usage.call_id) == ("reply", 2, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "sensitive", "classes": ("harm",)},
        {"level": "caution", "classes": ("angry",)},
        {"type": None},
        {"type_certain": False},
        {"type": INVOICE},
        {"records": (LinkedRecord(source="orders", key="4418", state="foreign"),)},
        {"records": (ORDER, LinkedRecord(source="orders", key="4419", state="unreachable"))},
        {"stopped": Withheld.HOSTILE},
        {"stopped": Withheld.OUT_OF_SCOPE},
        {"desk": desk(TABLE.model_copy(update={"types": ("invoice",)}))},
        {"desk": desk(TABLE.model_copy(update={"purposes": ("summarise",)})), "stopped": Withheld.DUPLICATE},
    ],
    ids=str,
)
async def test_what_must_not_leave_does_not(asked: Asked, embedded: Embedded, changes: dict[str, Any]) -> None:
    kept = case(**changes)

    made = await asked.engine.suggest(kept)

    assert (asked.model.requests, asked.calls.begun) == ([], [])
    assert made == await embedded.suggest(kept)


async def test_without_the_purpose_to_draft_only_a_summary_is_asked_for(asked: Asked, embedded: Embedded) -> None:
    only = desk(TABLE.model_copy(update={"purposes": ("summarise",)}))
    asked.model.says = json.dumps({"summary": json.loads(answer())["summary"], "sensitive": []})

    made = await asked.engine.suggest(case(desk=only))

    assert made.engine == "embedded"
    assert made.summary.issue == "A parcel is late."
    assert made.body == (await embedded.suggest(case(desk=only))).body
    assert asked.model.requests[0]["text"]["format"]["name"] == "summary"


async def test_a_type_whose_drafts_are_off_gets_a_summary_only(asked: Asked) -> None:
    await asked.engine.suggest(case(stopped=Withheld.TYPE_OFF))

    assert asked.model.requests[0]["text"]["format"]["name"] == "summary"


async def test_what_a_model_finds_delicate_is_raised_and_it_writes_nothing(asked: Asked, embedded: Embedded) -> None:
    asked.model.says = answer(sentence("We will pay.", "none"), sensitive=("harm", "harm"))

    made = await asked.engine.suggest(case())

    assert made.raised == ("harm",)
    assert made.engine == "embedded"


@pytest.mark.parametrize(
    ("named", "raised"),
    [
        (("Data request", "billing-complex"), ("data_request", "billing_complex")),
        (("stolen card", "suicide"), ("exception",)),
        (("none", ""), ()),
    ],
)
async def test_a_class_in_other_words_is_not_lost(
    asked: Asked, named: tuple[str, ...], raised: tuple[str, ...]
) -> None:
    asked.model.says = answer(sensitive=named)

    assert (await asked.engine.suggest(case())).raised == raised


@pytest.mark.parametrize(
    ("said", "came"),
    [
        (answer(no_reply="no source says it"), Came.NO_REPLY),
        (answer(sentence("It will come tomorrow.", "none")), Came.UNGROUNDED),
        (answer(sentence("It takes 9 days.", "article", "A1", "takes 9 days")), Came.UNGROUNDED),
        (answer(sentence("It takes two days.", "article", "A9", QUOTE)), Came.UNGROUNDED),
        (answer(sentence("Ask [PERSON_9] about it.", "article", "A1", QUOTE)), Came.PERSONAL),
        (answer(sentence("The total is {orders.secret}.", "record", "{orders.secret}")), Came.PERSONAL),
        (answer(sentence("Write to jo.doe@mail.example.", "article", "A1", QUOTE)), Came.PERSONAL),
    ],
)
async def test_an_answer_that_is_good_for_nothing_ends_in_the_embedded_one(
    asked: Asked, embedded: Embedded, said: str, came: Came
) -> None:
    asked.model.says = said

    made = await asked.engine.suggest(case())

    assert made.body == (await embedded.suggest(case())).body
    assert (made.engine, made.facts["outside"]) == ("embedded", came.value)
    assert [answered.came for answered in asked.calls.finished] == [came]


async def test_a_changed_wording_of_the_team_rests_on_nothing(asked: Asked) -> None:
    line = "Your order is {orders.status}, carrier {orders.carrier}."
    asked.model.says = answer(
        sentence(line, "wording", "W2", line),
        sentence("Your order is surely {orders.status}.", "wording", "W2", line),
    )

    made = await asked.engine.suggest(case())

    flags = {said.text.strip(): said.flag for said in made.sentences}
    assert flags["Your order is in transit, carrier GLS."] == ""
    assert flags["Your order is surely in transit."] != ""


async def test_a_value_that_looks_like_a_name_of_ours_is_not_read_again(asked: Asked) -> None:
    planted = replace(ORDER, fields={**ORDER.fields, "status": "{orders.total} [PERSON_1]"})
    asked.model.says = GOOD

    made = await asked.engine.suggest(case(records=(planted,)))

    assert "Your order is {orders.total} [PERSON_1], carrier GLS." in made.body


async def test_a_day_whose_money_is_spent_sends_nothing(asked: Asked, embedded: Embedded) -> None:
    asked.calls.open = False

    made = await asked.engine.suggest(case())

    assert asked.model.requests == []
    assert (made.engine, made.facts["outside"]) == ("embedded", "ceiling")


async def test_an_expired_prompt_is_not_used(asked: Asked) -> None:
    old = tuple(one.model_copy(update={"valid_until": one.checked}) for one in DESK.prompts)
    late: Case = case(desk=DESK.model_copy(update={"prompts": old}))

    made = await asked.engine.suggest(replace(late, today=old[0].checked.replace(year=2027)))

    assert asked.model.requests == []
    assert made.facts["outside"] == "no_prompt"
