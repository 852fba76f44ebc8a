"""The proposed desk file: whatever the texts, `check` accepts it."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.diagnosis import Facts, Judged, Verdict
from bot.domain.diagnosis_desk import desk_toml
from bot.domain.diagnosis_result import Diagnosis, Kind

TODAY = date(2026, 11, 24)


def kind(title: str, **more: object) -> Kind:
    given_facts = Facts(requests=40, share=0.5, asked=("logistics",))
    return Kind(title=title, facts=given_facts, judged=Judged(Verdict.AUTOMATE, ("frequent",)), **more)  # type: ignore[arg-type]


def loaded(*kinds: Kind) -> Desk:
    with TemporaryDirectory() as folder:
        path = Path(folder, "desk.toml")
        path.write_text(desk_toml(Diagnosis(requests=80, kinds=kinds), "#support", "@marta"), encoding="utf-8")
        return load(path, TODAY)


def test_groups_become_types_and_teams_become_queues() -> None:
    desk = loaded(
        kind("Where is my parcel", phrases=('My "parcel" is \\ late',), queue="Shipping team"),
        kind("Où est ma commande", language="fr", phrases=("Où est ma commande ?",)),
        kind("Where is my parcel"),
        kind("Everything else", rest=True),
    )

    assert [one.name for one in desk.file.types] == ["where_is_my_parcel", "ou_est_ma_commande", "where_is_my_parcel_2"]
    assert desk.file.types[0].examples == {"en": ('My "parcel" is \\ late',)}
    assert desk.file.types[1].examples == {"fr": ("Où est ma commande ?",)}
    assert [queue.name for queue in desk.file.queues] == ["support", "shipping_team"]
    assert desk.queue("shipping_team").channel == "#support-shipping-team"
    assert [(rule.when.type, rule.queue) for rule in desk.file.routing] == [
        (("where_is_my_parcel",), "shipping_team"), ((), "support"),
    ]  # fmt: skip
    assert {one.drafts for one in desk.file.types} == {"off"}
    assert "#   2. Where is my parcel: automate (40 requests; frequent)" in desk.toml


def test_without_a_group_the_desk_has_one_type() -> None:
    assert [one.name for one in loaded().file.types] == ["other"]


texts = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts, st.lists(texts, max_size=3)), max_size=5))
def test_no_text_breaks_the_file(groups: list[tuple[str, str, str, list[str]]]) -> None:
    kinds = [
        kind(title, queue=queue, language=language, phrases=tuple(phrases))
        for title, queue, language, phrases in groups
    ]

    assert len(loaded(*kinds).file.types) == max(1, len(groups))
