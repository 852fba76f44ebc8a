"""What people have decided, laid over the desk file: checks, quarantines, modes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from bot.domain.article import Article, Template
from bot.domain.desk import Desk
from bot.domain.desk_ai import Ai
from bot.domain.overlay import (
    KINDS,
    Check,
    Mode,
    Overlay,
    Quarantine,
    Ref,
    applied,
    dependencies,
    entries,
    falling_due,
    find,
    ref_of,
    touched,
)
from tests.flow.desk import ARTICLE, DESK, FILE

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CARRIER = ARTICLE.model_copy(update={"id": "carrier", "depends_on": ("carrier",)})
TEMPLATE = Template(
    id="status",
    title="Status",
    owner="@marta",
    checked=DAY,
    valid_until=DAY,
    body="Hello",
    depends_on=("Carrier", "shop"),
)
WIDE = DESK.model_copy(update={"articles": (ARTICLE, CARRIER), "templates": (TEMPLATE,)})


def check(entry: Article | Template = ARTICLE, days: int = 0, version: int | None = None) -> Check:
    ref = ref_of(entry) if version is None else Ref("article", entry.id, entry.language, version)
    at = NOON + timedelta(days=days)
    return Check(ref=ref, checked=at.date(), valid_until=at.date() + timedelta(days=30), at=at, by=1)


def held(name: str = ARTICLE.id, days: int = 0) -> Quarantine:
    at = NOON + timedelta(days=days)
    return Quarantine(id=1, kind="article", name=name, depends_on="carrier", reason="DHL → GLS", at=at, by=1)


def article(overlay: Overlay, desk: Desk = DESK) -> Article:
    found = applied(desk, overlay).article("delays")
    assert found is not None
    return found


def test_nothing_decided_changes_nothing() -> None:
    assert applied(DESK, Overlay()) is DESK


def test_a_check_moves_the_dates_of_the_version_that_was_read() -> None:
    assert (article(Overlay((check(),))).checked, article(Overlay((check(),))).valid_until) == (
        DAY, DAY + timedelta(days=30),
    )  # fmt: skip
    assert article(Overlay((check(version=1),))) == ARTICLE


def test_a_file_that_was_checked_later_goes_before() -> None:
    assert article(Overlay((check(days=-30),))) == ARTICLE


@pytest.mark.parametrize(
    ("overlay", "out"),
    [
        (Overlay(quarantines=(held(),)), True),
        (Overlay((check(days=-1),), (held(),)), True),
        (Overlay((check(days=1),), (held(),)), False),
        (Overlay(quarantines=(held(days=-30),)), False),
    ],
    ids=["held", "checked before", "checked after", "the file was checked later"],
)
def test_a_quarantine_holds_until_it_is_checked(overlay: Overlay, out: bool) -> None:
    assert article(overlay).expired(DAY) is out
    assert bool(article(overlay).quarantine) is out


@pytest.mark.parametrize(
    ("zone", "at", "out"),
    [
        ("Europe/Paris", datetime(2026, 11, 22, 23, 30, tzinfo=UTC), True),  # on the 23rd, when it had been checked
        ("America/New_York", datetime(2026, 11, 23, 2, tzinfo=UTC), False),  # on the 22nd: it was checked the day after
    ],
)
def test_the_day_of_a_quarantine_is_the_desks_own(zone: str, at: datetime, out: bool) -> None:
    entry = ARTICLE.model_copy(update={"checked": DAY, "valid_until": DAY})
    desk = DESK.model_copy(update={"articles": (entry,), "file": FILE.model_copy(update={"time_zone": zone})})
    assert bool(article(Overlay(quarantines=(replace(held(), at=at),)), desk).quarantine) is out


def mode(name: str = "order_status", before: str = "suggest") -> Mode:
    return Mode(type=name, mode="shadow", before=before, at=NOON, by=None)  # type: ignore[arg-type]


def test_a_mode_counts_until_the_file_says_otherwise() -> None:
    demoted = applied(DESK, Overlay(modes=(mode(),)))
    assert [kind.drafts for kind in demoted.file.types] == ["shadow", "suggest", "off", "off"]
    assert applied(DESK, Overlay(modes=(mode(before="off"),))).file == FILE


CHECKS = st.builds(
    check,
    st.sampled_from([ARTICLE, CARRIER, TEMPLATE]),
    days=st.integers(-20, 20),
    version=st.sampled_from([None, 2, 3]),
)
HELD = st.builds(held, st.sampled_from(["delays", "carrier", "gone"]), days=st.integers(-20, 20))
OVERLAYS = st.builds(
    Overlay,
    st.lists(CHECKS, max_size=4).map(tuple),
    st.lists(HELD, max_size=3).map(tuple),
    st.lists(st.builds(mode, st.sampled_from(["order_status", "gone"])), max_size=2).map(tuple),
)


@given(OVERLAYS)
def test_twice_is_as_once(overlay: Overlay) -> None:
    once = applied(WIDE, overlay)
    assert applied(once, Overlay(overlay.checks, overlay.quarantines)) == once


@given(OVERLAYS)
def test_only_dates_holds_and_modes_change(overlay: Overlay) -> None:
    laid = applied(WIDE, overlay)
    for before, after in zip(entries(WIDE), entries(laid), strict=True):
        assert after.checked >= before.checked
        unsaid = {"checked", "valid_until", "quarantine"}
        assert after.model_dump(exclude=unsaid) == before.model_dump(exclude=unsaid)
    assert [kind.name for kind in laid.file.types] == [kind.name for kind in WIDE.file.types]
    assert (laid.hash, laid.toml) == (WIDE.hash, WIDE.toml)


def test_what_depends_on_something_is_touched() -> None:
    assert [one.id for one in touched(WIDE, "CARRIER")] == ["delays", "carrier", "status"]
    assert touched(WIDE, "weather") == ()
    assert dependencies(WIDE) == ("Carrier", "carrier", "shop")


def test_a_type_takes_its_template_and_articles_along() -> None:
    kind = FILE.types[0].model_copy(update={"depends_on": ("stock",), "template": "status", "articles": ("delays",)})
    desk = WIDE.model_copy(update={"file": FILE.model_copy(update={"types": (kind, *FILE.types[1:])})})
    assert [one.id for one in touched(desk, "stock")] == ["delays", "status"]


def test_what_falls_due_comes_earliest_first() -> None:
    assert [one.id for one in falling_due(WIDE, DAY, 14)] == ["status"]
    assert [one.id for one in falling_due(WIDE, DAY, 100)] == ["status", "carrier", "delays"]


def test_an_entry_is_found_by_kind_name_and_language() -> None:
    assert [find(WIDE, kind, "delays", "en") is not None for kind in KINDS] == [True, False, False, False]
    assert find(WIDE, "article", "delays", "fr") is None


PROMPT = next(one for one in prompts.load_all() if one.id == "reply").model_copy(
    update={"depends_on": ("tone",), "checked": DAY, "valid_until": DAY}
)
ASKING = WIDE.model_copy(update={"prompts": (PROMPT,)})


def test_a_prompt_is_owned_by_name_and_held_back_like_a_text() -> None:
    (found,) = touched(ASKING, "tone")
    assert (ref_of(found), found.owner) == (Ref("prompt", "reply", "", PROMPT.version), FILE.owners.prompts)
    assert ASKING.prompt("reply", DAY) is not None
    held_back = Quarantine(id=1, kind="prompt", name="reply", depends_on="tone", reason="a new tone", at=NOON, by=1)
    assert applied(ASKING, Overlay(quarantines=(held_back,))).prompt("reply", DAY) is None


def test_a_prompt_falls_due_only_where_a_model_is_asked() -> None:
    assert "reply" not in [one.id for one in falling_due(ASKING, DAY, 14)]
    asking = FILE.model_copy(update={"ai": Ai.model_construct(engine="outside")})
    assert "reply" in [one.id for one in falling_due(ASKING.model_copy(update={"file": asking}), DAY, 14)]
