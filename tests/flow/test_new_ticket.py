"""*New ticket* and *Make a ticket*: who may, what they are told, and whose ticket it is."""

from typing import Any

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.needs import Fault
from bot.flow import forms, intake, new_ticket
from store import findings
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, GIL, OMAR


async def ask(support: Store, by: str = ANA, **given: Any) -> new_ticket.Made:
    asked = {"subject": "Badge", "body": "It is broken.", "by": by, "view_id": "V1"}
    return await support.write(new_ticket.write_down, **{**asked, **given})


async def test_the_answer_goes_to_whoever_wrote_the_message(support: Store) -> None:
    made = await ask(support, message="C1:1.1", author=OMAR)
    assert made == new_ticket.Made(number="T-1001", new=True, for_whom="Omar", for_clicker=False)
    found = await support.read(intake.requester, "C1:1.1")
    assert found is not None
    assert found[0] == OMAR


@pytest.mark.parametrize("author", ["", ANA])
async def test_without_another_author_the_clicker_is_answered(support: Store, author: str) -> None:
    assert (await ask(support, message="C1:1.1", author=author)).for_clicker
    found = await support.read(intake.requester, "C1:1.1")
    assert found is not None
    assert found[0] == ANA


async def test_a_second_person_on_the_same_message_learns_of_the_first_ticket(support: Store) -> None:
    assert (await support.read(new_ticket.about_to_ask, OMAR, "C1:1.1")).there == ""
    first = await ask(support, message="C1:1.1")
    assert (await support.read(new_ticket.about_to_ask, OMAR, "C1:1.1")).there == first.number
    second = await ask(support, by=OMAR, view_id="V2", message="C1:1.1")
    assert (second.number, second.new) == (first.number, False)


async def test_mentions_have_the_names_that_are_known(support: Store) -> None:
    names = (await support.read(new_ticket.about_to_ask, ANA, "", (OMAR, "U0NOBODY"))).names
    assert names[OMAR] == "Omar"
    assert "U0NOBODY" not in names


@pytest.mark.parametrize(("by", "outsider"), [("U0NOBODY", "no_queue"), (GIL, "guest")])
async def test_who_may_not_is_told_before_anything_is_typed(support: Store, by: str, outsider: str) -> None:
    with pytest.raises(Refused) as before:
        await support.read(new_ticket.about_to_ask, by, "")
    with pytest.raises(Refused) as form:
        await support.read(new_ticket.form, by, "return", "typed already")
    with pytest.raises(Refused) as after:
        await ask(support, by=by)
    for refused in (before, form, after):
        assert (refused.value.code, refused.value.facts["outsider"]) == (RefusalCode.NOT_A_MEMBER, outsider)


async def test_an_empty_request_is_none(support: Store) -> None:
    with pytest.raises(Refused) as refused:
        await ask(support, subject=" ", body="\n")
    assert refused.value.code is RefusalCode.EMPTY_REQUEST


async def test_answers_are_kept_by_the_name_of_what_was_needed(support: Store) -> None:
    made = await ask(support, type_name=None, given={"order": "4417"})
    known = await support.read(findings.of, int(made.number[2:]))
    assert known.attributes == {"order": "4417"}


async def test_answers_that_will_not_do_are_handed_back(support: Store) -> None:
    def submitted(uow: UnitOfWork) -> dict[str, str]:
        kind = uow.desk.file.types[0].model_copy(update={"needs": ("address",)})
        return forms.checked(uow, kind, "", {"address": "somewhere"}, frozenset({"address"}))

    with pytest.raises(forms.Unfit) as unfit:
        await support.write(submitted)
    assert unfit.value.faults["address"].fault is Fault.NO_HOUSE_NUMBER
