"""How a draft begins and ends."""

from dataclasses import replace

import pytest

from bot.assistant import Embedded
from bot.domain.desk import Tone
from tests.unit.assistant.small_desk import case, desk


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Dr Anna Weiss", "Hello Anna,"),
        ("Prof. Dr. Anna Weiss", "Hello Anna,"),
        ("Jean-Luc Roux", "Hello Jean-Luc,"),
        ("Mr Smith", "Hello,"),
        ("Herr Müller", "Hello,"),
        ("Mme Dupont", "Hello,"),
        ("ACME GmbH", "Hello,"),
        ("Guest", "Hello,"),
        ("unknown", "Hello,"),
        ("Doe, Jo", "Hello,"),
    ],
)
async def test_nobody_is_greeted_by_a_title_or_a_firm(assistant: Embedded, name: str, greeting: str) -> None:
    given = case()
    suggestion = await assistant.suggest(replace(given, customer=replace(given.customer, name=name)))
    assert suggestion.body.startswith(greeting + "\n")


async def test_a_closing_keeps_its_blank_lines() -> None:
    tone = Tone(
        greeting="Hello,", greeting_without_name="Hello,", closing="Thank you.\n\nKind regards,\n{agent}\n{shop}"
    )
    spoken = desk(tone=(tone,))
    suggestion = await Embedded(spoken).suggest(case(desk=spoken))
    assert suggestion.body.endswith("\n\nThank you.\n\nKind regards,\nLamp & Co")
    assert not [sentence for sentence in suggestion.sentences if sentence.flag]


@pytest.mark.parametrize(
    ("changes", "greeting"),
    [
        ({"external_id": "email:jo.doe@mail.example", "email_verified": False}, "Hello,"),
        ({"external_id": "", "email_verified": False}, "Hello,"),
        ({"external_id": "email:jo.doe@mail.example", "email_verified": True}, "Hello Jo,"),
        ({"external_id": "c-7", "email_verified": False}, "Hello Jo,"),
        ({"name": "jo.doe"}, "Hello,"),
        ({"name": "Jodoe", "email": "jodoe@mail.example"}, "Hello,"),
        ({"external_id": "", "identities": (("api", "email:a@b.example"), ("desk", "7")), "email_verified": False},
         "Hello Jo,"),
    ],
)  # fmt: skip
async def test_a_name_that_nobody_vouches_for_greets_nobody(
    assistant: Embedded, changes: dict[str, object], greeting: str
) -> None:
    given = case()
    suggestion = await assistant.suggest(replace(given, customer=replace(given.customer, **changes)))  # type: ignore[arg-type]
    assert suggestion.body.startswith(greeting + "\n")


def spoken(reliable: tuple[str, ...], segment: tuple[str, ...] = ()) -> Tone:
    given = {"greeting": "Dear {name},", "greeting_without_name": "Dear customer,", "closing": "Yours"}
    return Tone.model_validate({**given, "reliable": reliable, "segment": segment})


@pytest.mark.parametrize(
    ("tones", "greeting"),
    [
        ((spoken(("name",)),), "Dear Jo,"),
        ((spoken(()),), "Dear customer,"),
        ((spoken(("segment", "name"), ("gold",)),), "Dear Jo,"),
        ((spoken(("segment",), ("gold",)),), "Dear customer,"),
        ((spoken(("name",), ("gold",)),), "Hello,"),  # a segment that anybody may have claimed chooses no tone
        ((spoken(("name",), ("gold",)), spoken(())), "Dear customer,"),
    ],
)
async def test_the_desk_file_says_what_is_reliable_all_the_same(tones: tuple[Tone, ...], greeting: str) -> None:
    told = desk(tone=tones)
    given = case(desk=told)
    stranger = replace(given.customer, external_id="", email_verified=False, segment="gold")
    suggestion = await Embedded(told).suggest(replace(given, customer=stranger))
    assert suggestion.body.startswith(greeting + "\n")
