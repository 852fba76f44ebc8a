"""Groups, their names, and how far answers say the same."""

import random

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from bot.assistant.alike import Answers
from bot.assistant.diagnosing import diagnose
from bot.assistant.group_names import shown
from bot.assistant.grouping import REST, Grouped, group
from bot.domain.diagnosis import Verdict
from bot.domain.diagnosis_figures import PastRequest
from tests.unit.assistant.small_desk import DESK

# Libraries are loaded and word lists read, on a machine that may be busy.
pytestmark = pytest.mark.timeout(300)

#: What is asked, by what it is about; each is filled with words at random, so that no two texts are one template.
ASKED = {
    "parcel": "parcel delivery carrier tracking arrived shipment package late depot driver",
    "password": "password login account reset locked username forgotten sign access credentials",
    "invoice": "invoice vat accounting billing receipt copy company tax statement bookkeeping",
    "plants": "roses watering soil leaves yellow fertiliser sunlight pruning roots seedlings",
}


def texts(each: int, seed: int = 5) -> tuple[list[str], list[str]]:
    chance = random.Random(seed)
    rows = [
        (
            f"My question about {' and '.join(chance.sample(words.split(), 4))} number {chance.randint(1, 9999)}",
            name,
        )
        for name, words in ASKED.items()
        for _ in range(each)
    ]
    chance.shuffle(rows)
    return [text for text, _ in rows], [name for _, name in rows]


@pytest.fixture(scope="module")
def found() -> tuple[Grouped, list[str], list[str]]:
    asked, labels = texts(50)
    return group(asked), asked, labels


def test_what_asks_for_the_same_stands_together(found: tuple[Grouped, list[str], list[str]]) -> None:
    grouped, _, labels = found

    assert len(grouped.kept_together) == len(ASKED)
    assert adjusted_rand_score(labels, grouped.groups) > 0.95
    assert max(grouped.tried, key=lambda one: one[1])[0] == len(ASKED)


def test_the_same_texts_give_the_same_groups(found: tuple[Grouped, list[str], list[str]]) -> None:
    grouped, asked, _ = found

    assert np.array_equal(group(asked).groups, grouped.groups)


def test_members_are_told_from_the_middle(found: tuple[Grouped, list[str], list[str]]) -> None:
    grouped, asked, _ = found
    every = [place for one in range(len(grouped.kept_together)) for place in grouped.members(one)]

    assert sorted([*every, *grouped.members(REST)]) == list(range(len(asked)))
    nearness = [grouped.nearness[place] for place in grouped.members(0)]
    assert nearness == sorted(nearness, reverse=True)


@pytest.mark.parametrize("few", [[], ["a"], ["?!"] * 40, [""] * 40, ["hello"] * 3])
def test_where_there_is_nothing_to_group_all_is_rest(few: list[str]) -> None:
    assert set(group(few).groups.tolist()) <= {REST}


def test_one_text_many_times_is_no_fault() -> None:
    assert len(group(["where is my parcel"] * 60).groups) == 60


def test_a_wanted_number_is_sought() -> None:
    asked, _ = texts(30)
    assert len(group(asked, number=2).kept_together) == 2


def test_names_come_from_words_and_never_from_people_or_delicate_requests() -> None:
    asked = [f"My parcel is late, the carrier says nothing. Yours, Wolfgang Petersen {n}" for n in range(10)]
    legal = [f"My lawyer Wolfgang Petersen will sue you over claim {n}" for n in range(10)]

    plain, delicate = shown([asked, legal], DESK.file, 2026)

    assert "carrier" in plain.title.lower()
    assert "Wolfgang" not in f"{plain.title} {plain.example} {plain.phrases}"
    assert "Petersen" not in f"{plain.title} {plain.example} {plain.phrases}"
    assert (delicate.title, delicate.example, delicate.phrases) == ("", "", ())


SAME = "Please open the settings, choose delivery and press the blue button."
OTHERS = ("Roses want water in the morning.", "Our invoices are sent each Monday.", "Nobody is in the office today.")


def test_two_agents_who_say_the_same_are_alike() -> None:
    told = Answers([SAME, *OTHERS]).alike([SAME, SAME, f"Hello! {SAME}", ""], ["ana", "ben", "ana", "ben"])

    assert (told.answers, told.alike, told.one_article) == (3, 1.0, 1.0)


def test_two_agents_who_say_different_things_are_not() -> None:
    told = Answers([SAME, *OTHERS]).alike([SAME, *OTHERS], ["ana", "ben", "ana", "ben"])

    assert (told.alike, told.one_article) == (0.0, 0.0)


def test_one_agent_cannot_agree_with_another() -> None:
    told = Answers([SAME, *OTHERS]).alike([SAME, SAME], ["ana", "ana"])

    assert (told.alike, told.one_article) == (None, 1.0)


@pytest.mark.parametrize("answers", [[], ["", ""], ["…", "!"]])
def test_answers_without_words_are_not_judged(answers: list[str]) -> None:
    told = Answers(answers).alike(answers, ["ana"] * len(answers))
    assert (told.alike, told.one_article) == (None, None)


def test_a_diagnosis_by_its_verdicts() -> None:
    asked, labels = texts(40)
    legal = ["My lawyer will sue you, this is fraud", "I want compensation or I go to court with my lawyer"]
    requests = [
        PastRequest(text=text, answer=SAME if label == "password" else OTHERS[place % 3], agent="ab"[place % 2])
        for place, (text, label) in enumerate(zip(asked, labels, strict=True))
    ] + [PastRequest(text=f"{legal[n % 2]} {n}", answer=SAME, agent="ab"[n % 2]) for n in range(40)]

    found = diagnose(requests, DESK.file, year=2026, number=6)

    verdicts = {kind.title: kind.judged.verdict for kind in found.groups}
    delicate = [kind for kind in found.groups if kind.facts.delicate > 0.5]
    assert delicate
    assert {kind.judged.verdict for kind in delicate} == {Verdict.NOT_YET}
    assert all(kind.title.startswith("Delicate: ") and kind.example == "" for kind in delicate)
    assert list(verdicts.values()).count(Verdict.AUTOMATE) == 1
    assert sum(kind.facts.requests for kind in found.kinds) == found.requests == len(requests)
    assert diagnose(requests, DESK.file, year=2026, number=6) == found
