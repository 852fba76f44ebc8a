"""Who is asked for a second approval, in which order, and when the next one is."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk import Desk, DeskFile
from bot.domain.second_approval import AFTER, Turn, after, turns
from tests.flow.desk import DESK

PEOPLE = ("@marta", "@priya", "@jonas", "@nadia", "@lena")
IDS = {person: f"U0{person[1:].upper()}" for person in PEOPLE}


def staffed(
    owner: str = "@marta",
    deputies: tuple[str, ...] = ("@priya", "@jonas"),
    on_call: str = "@nadia",
    leads: tuple[str, ...] = ("@lena",),
    rules: tuple[dict[str, object], ...] = (),
) -> Desk:
    kept = DESK.file.model_dump(exclude={"types", "queues", "sensitivity"})
    return Desk(
        file=DeskFile.model_validate(
            {
                **kept,
                "types": [{"name": "refund", "title": "Refund", "owner": owner, "deputies": deputies}],
                "queues": [{"name": "orders", "title": "Orders", "channel": "#o", "leads": leads, "on_call": on_call}],
                "sensitivity": rules,
            }
        ),
        hash="h",
        toml="",
    )


def places(desk: Desk, writer: str = "", queue: str = "orders") -> list[str]:
    return [turn.place for turn in turns(desk, "refund", queue, IDS, writer)]


def test_the_owner_then_the_deputies_and_last_whoever_is_on_call() -> None:
    assert turns(staffed(), "refund", "orders", IDS, "U0ANA") == (
        Turn("@marta"), Turn("@priya"), Turn("@jonas"), Turn("@nadia", helps=True),
    )  # fmt: skip


def test_whoever_wrote_it_is_not_asked() -> None:
    assert places(staffed(), "U0MARTA") == ["@priya", "@jonas", "@nadia"]
    assert places(staffed(), "U0PRIYA") == ["@marta", "@jonas", "@nadia"]


def test_on_call_and_deputy_is_asked_once_as_the_deputy_that_they_are() -> None:
    assert turns(staffed(on_call="@priya"), "refund", "orders", IDS, "")[1] == Turn("@priya")
    assert places(staffed(on_call="@priya")) == ["@marta", "@priya", "@jonas"]


def test_where_nobody_is_left_the_leads_are_told() -> None:
    alone = staffed(deputies=(), on_call="")
    assert turns(alone, "refund", "orders", IDS, "U0MARTA") == (Turn("@lena", helps=True),)
    assert places(alone) == ["@marta"]
    assert places(alone, "U0MARTA", queue="gone") == []


@given(
    deputies=st.lists(st.sampled_from(PEOPLE), max_size=5).map(tuple),
    on_call=st.sampled_from(("", *PEOPLE)),
    writer=st.sampled_from(("", *IDS.values())),
)
def test_each_is_asked_once_and_never_the_writer(deputies: tuple[str, ...], on_call: str, writer: str) -> None:
    asked = turns(staffed(deputies=deputies, on_call=on_call), "refund", "orders", IDS, writer)
    found = [IDS[turn.place] for turn in asked]
    assert len(found) == len(set(found))
    assert writer not in found
    helping = [turn.helps for turn in asked]
    assert helping == sorted(helping)


def test_the_shortest_time_of_the_classes_counts() -> None:
    rules: tuple[dict[str, object], ...] = (
        {"name": "legal", "after": "1h", "words": {"en": ["x"]}},
        {"name": "harm", "after": "30m", "words": {"en": ["y"]}},
        {"name": "health", "after": "5m", "words": {"en": ["z"]}},
    )
    desk = staffed(rules=rules)
    assert after(desk, ("legal", "harm")) == timedelta(minutes=30)
    assert after(desk, ("legal",)) == timedelta(hours=1)
    assert after(desk, ("fraud",)) == AFTER == timedelta(hours=2)
