"""How files of a message are listed: each with its way, whatever it is called, within Slack's limits."""

from dataclasses import replace

import pytest

from bot.domain.message import Attachment
from bot.slack import actions as act
from bot.slack.attachments import files_of
from bot.slack.file_view import comment, file_name
from bot.slack.limits import Json, check_post, check_view
from bot.slack.modals.messages import in_full
from bot.slack.modals.tickets import ticket
from bot.slack.thread import conversation
from bot.words import SPOKEN, words
from tests.unit.slack.facts import FACTS
from tests.unit.slack.spoken import alike

EN = words("en")
FETCH = Attachment(name="pot.jpg", media_type="image/jpeg", size=482_000, url="https://desk.example.com/x", way="fetch")
ELSEWHERE = replace(FETCH, way="helpdesk", page="https://desk.example.com/t/88")
HOSTILE = replace(FETCH, name="<!channel> *x* \u202egpj.exe" + "n" * 300, media_type="<@U1>/" + "t" * 80)


def listed(*found: Attachment, most: int = 5) -> list[Json]:
    return files_of(replace(FACTS.messages[0], attachments=found), EN, block_id="m", most=most)


def test_a_file_that_can_be_fetched_has_a_button_that_names_it() -> None:
    (block,) = listed(FETCH)
    assert block["text"]["text"] == "Attached: pot.jpg (image/jpeg, 482 kB)"
    button = block["accessory"]
    assert (button["text"]["text"], button["action_id"]) == ("Get file", act.GET_FILE)
    assert button["value"] == '{"t": 1042, "l": 880, "f": 1}'
    assert button["accessibility_label"] == "Get pot.jpg as a direct message"


def test_a_file_that_cannot_leads_to_the_helpdesk() -> None:
    (linked,) = listed(ELSEWHERE)
    assert linked["elements"][0]["text"].endswith(" · <https://desk.example.com/t/88|open in the helpdesk>")
    (told,) = listed(replace(ELSEWHERE, page="javascript:alert(1)"))
    assert told["elements"][0]["text"].endswith(" · open in the helpdesk")
    (only,) = listed(replace(FETCH, way=""))
    assert only["elements"][0]["text"] == "Attached: pot.jpg (image/jpeg, 482 kB)"


def test_each_keeps_its_own_number_and_the_rest_is_counted() -> None:
    blocks = listed(ELSEWHERE, *[FETCH] * 7, most=5)
    assert [one["accessory"]["value"][-2] for one in blocks if "accessory" in one] == list("23456")
    assert "and 2 more" in str(blocks)
    assert len(blocks) == 7


def test_files_of_several_messages_in_one_view_sound_different_though_they_are_called_the_same() -> None:
    lines = tuple(replace(FACTS.messages[0], id=number, attachments=(FETCH, FETCH)) for number in (880, 881))
    blocks = ticket(replace(FACTS, messages=lines), EN)["blocks"]
    assert alike(blocks) == []
    spoken = [one["accessory"]["accessibility_label"] for one in blocks if "Get file" in str(one)]
    assert spoken[0] == "Message 880: get 1. pot.jpg as a direct message"


@pytest.mark.parametrize(("name", "said"), [("a.exe", "a program"), ("a.svg", "a drawing"), ("a.html", "a web page")])
def test_what_may_do_harm_is_said_plainly(name: str, said: str) -> None:
    assert said in listed(replace(FETCH, name=name))[0]["text"]["text"]


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_two_hundred_hostile_files_fit_wherever_they_are_listed(language: str) -> None:
    said = words(language)
    line = replace(FACTS.messages[0], body="x " * 20_000, attachments=(HOSTILE, ELSEWHERE) * 100)
    facts = replace(FACTS, messages=(line,) * 40)
    check_post(conversation(line, said))
    check_view(in_full(replace(FACTS, messages=(line,)), line.id, 1, said))
    view = ticket(replace(facts, messages=tuple(replace(line, id=number) for number in range(1, 41))), said)
    check_view(view)
    read = [block.get("text") or block.get("elements") for block in conversation(line, said).blocks]
    assert "<!channel>" not in str(read)


def test_a_name_leads_nowhere_and_keeps_its_ending() -> None:
    assert file_name(replace(FETCH, name="../../etc/passwd"), EN) == "_.._etc_passwd"
    assert file_name(replace(FETCH, name="C:\\temp\\a.txt"), EN) == "C__temp_a.txt"
    assert file_name(replace(FETCH, name="\u202egpj.exe"), EN) == "gpj.exe"
    assert file_name(replace(FETCH, name="..."), EN) == "a file without a name"
    long = file_name(replace(FETCH, name="n" * 300 + ".jpeg"), EN)
    assert len(long) <= 100
    assert long.endswith("….jpeg")


def test_the_comment_says_what_it_is_and_no_word_of_a_customers() -> None:
    assert comment("T-1042", FETCH, "image/jpeg", 480_000, EN) == "T-1042 · image/jpeg, 480 kB"
    told = comment("T-1042", HOSTILE, "application/x-msdownload", 5, EN).splitlines()
    assert told[0] == "T-1042 · application/x-msdownload, 5 bytes"
    assert told[-1] == "This is a program. Opening it can harm your computer; do not run it."
    assert "channel" not in " ".join(told)
    assert comment("T-1042", replace(FETCH, media_type=""), "", 5, EN) == "T-1042 · unknown type, 5 bytes"
