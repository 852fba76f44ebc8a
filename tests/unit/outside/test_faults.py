"""Whatever goes wrong with a model outside ends in the embedded assistant's answer, and is told apart on record."""

import time
from typing import Any

import pytest

from bot.assistant import Embedded
from bot.assistant.outside import Model, Outside
from bot.assistant.outside.model import Got
from bot.assistant.outside.rest import Rest
from bot.domain.draft import Suggestion
from bot.domain.outside import Came
from tests.fakes.model import answer, body, error, refusal, sentence
from tests.fakes.openai_schema import faults_in
from tests.unit.outside.conftest import KEYS, TABLE, Asked, Calls, asked_of, case, desk

FAULTS: list[tuple[Came, dict[str, Any]]] = [
    (Came.BUSY, {"status": 429, "sends": error("rate_limit_exceeded")}),
    (Came.QUOTA, {"status": 429, "sends": error("insufficient_quota")}),
    (Came.REJECTED, {"status": 400, "sends": error("invalid_request_error")}),
    (Came.REJECTED, {"status": 401, "sends": error("invalid_api_key")}),
    (Came.REJECTED, {"status": 404, "sends": error("model_not_found")}),
    (Came.REJECTED, {"status": 302, "headers": {"Location": "http://127.0.0.1:1/v1/responses"}}),
    (Came.FAULT, {"status": 500, "sends": error()}),
    (Came.FAULT, {"status": 503, "sends": "<html>overloaded</html>"}),
    (Came.FAULT, {"sends": body(status="failed", error={"code": "server_error", "message": "no"})}),
    (Came.TIMED_OUT, {"status": 504, "sends": error()}),
    (Came.REFUSED, {"sends": refusal()}),
    (Came.REFUSED, {"sends": body('{"sum', status="incomplete", incomplete_details={"reason": "content_filter"})}),
    (Came.CUT_OFF, {"sends": body('{"sum', status="incomplete", incomplete_details={"reason": "max_output_tokens"})}),
    (Came.BAD_JSON, {"sends": '{"id": "resp_1", "outp'}),
    (Came.BAD_JSON, {"says": "I am sorry, but I would rather write prose."}),
    (Came.BAD_JSON, {"says": '{"summary": '}),
    (Came.BAD_JSON, {"says": ""}),
    (Came.BAD_JSON, {"sends": "<html>Please sign in</html>", "headers": {"Content-Type": "text/html"}}),
    (Came.BAD_JSON, {"sends": "{}"}),
    (Came.BAD_JSON, {"sends": "null"}),
    (Came.BAD_JSON, {"sends": "[1]"}),
    (Came.BAD_JSON, {"sends": '"Please sign in"'}),
    (Came.BAD_JSON, {"sends": body(output=None)}),
    (Came.BAD_JSON, {"sends": body(output=[1])}),
    (Came.WRONG_SHAPE, {"says": '{"sentences": []}'}),
    (Came.WRONG_SHAPE, {"says": answer().replace('"facts": []', '"facts": "none"')}),
    (Came.WRONG_SHAPE, {"says": answer(sentence("a" * 2000))}),
    (Came.WRONG_SHAPE, {"says": "[" * 100_000}),
    (Came.UNREACHABLE, {"cuts": True}),
]


async def plain(embedded: Embedded) -> Suggestion:
    return await embedded.suggest(case())


@pytest.mark.parametrize(("came", "told"), FAULTS, ids=[f"{came} {number}" for number, (came, _) in enumerate(FAULTS)])
async def test_each_fault_has_an_outcome_of_its_own(embedded: Embedded, came: Came, told: dict[str, Any]) -> None:
    async with asked_of(embedded, **told) as asked:
        made = await asked.engine.suggest(case())

    assert (made.engine, made.body) == ("embedded", (await plain(embedded)).body)
    assert made.facts["outside"] == came.value
    assert [answered.came for answered in asked.calls.finished] == [came]
    assert len(asked.model.requests) == 1  # the SDK tries nothing again


async def test_a_model_that_takes_too_long_is_not_waited_for(embedded: Embedded) -> None:
    quick = desk(TABLE.model_copy(update={"time_out": TABLE.time_out / 50}))
    async with asked_of(embedded, delay=5.0) as asked:
        await asked.engine.warm()
        began = time.monotonic()
        made = await asked.engine.suggest(case(desk=quick))
        assert time.monotonic() - began < 5

    assert made.facts["outside"] == "timed_out"
    assert asked.calls.finished[0].cost_micros is None  # nobody knows whether it was worked on


async def test_an_address_that_nobody_listens_at(embedded: Embedded) -> None:
    calls = Calls()
    engine = Outside(embedded, Model(base_url="http://127.0.0.1:1/v1"), calls, keys=KEYS)

    made = await engine.suggest(case())

    assert made.facts["outside"] == "unreachable"
    assert calls.finished[0].came is Came.UNREACHABLE


async def test_without_key_and_address_nobody_is_asked(embedded: Embedded) -> None:
    calls = Calls()

    made = await Outside(embedded, Model(), calls, keys=KEYS).suggest(case())

    assert (made.engine, made.facts["outside"], calls.begun) == ("embedded", "no_key", [])


async def test_an_error_of_ours_ends_there_too(asked: Asked) -> None:
    broken = desk(prompts=())
    prompts = tuple(one.model_copy(update={"varying": "{{ nobody_gives_this }}"}) for one in broken.prompts)

    made = await asked.engine.suggest(case(desk=broken.model_copy(update={"prompts": prompts})))

    assert (made.engine, made.facts["outside"]) == ("embedded", "broken")


async def test_a_server_that_counts_nothing_leaves_the_cost_unknown(embedded: Embedded) -> None:
    async with asked_of(embedded, sends=body(answer(no_reply="nothing"), usage=None)) as asked:
        await asked.engine.suggest(case())

    (answered,) = asked.calls.finished
    assert (answered.came, answered.input_tokens, answered.cost_micros) == (Came.NO_REPLY, None, None)


async def test_a_model_without_a_price_costs_an_unknown_amount_and_not_nothing(asked: Asked) -> None:
    asked.model.says = answer(no_reply="nothing")

    await asked.engine.suggest(case(desk=desk(TABLE.model_copy(update={"model": "our-own"}))))

    assert asked.calls.begun[0].cost_micros is None
    assert asked.calls.finished[0].cost_micros is None
    assert asked.calls.finished[0].input_tokens == 812


async def test_after_a_429_it_is_given_the_time_that_it_asks_for(embedded: Embedded) -> None:
    async with asked_of(embedded, status=429, sends=error(), headers={"Retry-After": "30"}) as asked:
        await asked.engine.suggest(case())
        made = await asked.engine.suggest(case())

    assert len(asked.model.requests) == 1
    assert made.facts["outside"] == "resting"


@pytest.mark.parametrize("came", [Came.TIMED_OUT, Came.UNREACHABLE, Came.FAULT])
def test_one_failure_may_be_chance_and_three_in_a_row_are_not(came: Came) -> None:
    rest = Rest()
    for now in (1.0, 2.0):
        rest.after(Got(came=came), now)
    assert rest.until == 0.0

    rest.after(Got(came=came), 3.0)
    assert rest.until == 33.0


def test_an_answer_between_ends_the_row() -> None:
    rest = Rest()
    for came in (Came.FAULT, Came.FAULT, Came.ANSWERED, Came.FAULT, Came.FAULT):
        rest.after(Got(came=came), 1.0)

    assert rest.until == 0.0


@pytest.mark.parametrize(
    "changes", [{"temperature": 99}, {"reasoning": {"effort": "banana"}}, {"store": True}, {"input": None}]
)
async def test_a_request_that_openai_would_refuse_is_found(asked: Asked, changes: dict[str, Any]) -> None:
    await asked.engine.suggest(case())

    assert faults_in(asked.model.requests[0]) == []
    assert faults_in({**asked.model.requests[0], **changes}) != []


@pytest.mark.parametrize("told", [-5, "812", 8.5, None])
async def test_tokens_that_are_no_count_are_unknown(embedded: Embedded, told: object) -> None:
    async with asked_of(embedded, sends=body(usage={"input_tokens": told, "output_tokens": 143})) as asked:
        await asked.engine.suggest(case())

    assert (asked.calls.finished[0].input_tokens, asked.calls.finished[0].cost_micros) == (None, None)
