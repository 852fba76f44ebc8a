"""Which variable proves what a helpdesk sends: `doctor` and `connect` say of each what its adapter believes."""

from dataclasses import replace

from multidict import CIMultiDict
from pydantic import SecretStr

from bot.cli.examination import sources
from bot.domain.delivered import Delivered
from bot.domain.desk import DeskFile
from bot.domain.desk_around import Source
from bot.domain.desk_vendors import proofs
from bot.helpdesk.vendors import listening
from bot.settings import load
from tests.flow import desk as staffed
from tests.helpdesk.conftest import side as side
from tests.helpdesk.side import SECRET, TOKEN, Side


def _believed(side: Side, source: Source, variable: str) -> bool:
    """Whether anything that this helpdesk may send is believed with this variable alone."""
    hook = listening(source, *((SECRET, None) if variable == "HOOK_SECRET" else (None, SECRET)))
    if hook is None:
        return False
    _, told = side.opens()
    bare = [replace(each, headers={}, path=f"/{SECRET}") for each in told]  # as a version that signs nothing may
    calls = [Delivered(CIMultiDict(each.headers), each.body, each.path[1:]) for each in [*told, *bare]]
    return any(hook.proven(call) for call in calls)


async def test_what_is_named_is_what_is_believed(side: Side) -> None:
    source = Source.model_validate(side.source())
    for variable in ("HOOK_SECRET", "HOOK_TOKEN"):
        assert _believed(side, source, variable) is (variable in proofs(source)), variable


async def test_doctor_says_which_one_is_missing(side: Side) -> None:
    """Also where the other one is set, which proves nothing of what is signed."""
    source = Source.model_validate(side.source())
    file = DeskFile.model_validate({**staffed.FILE.model_dump(), "sources": [side.source()]})
    desk = staffed.DESK.model_copy(update={"file": file})
    for field, variable in (("hook_secrets", "HOOK_SECRET"), ("hook_tokens", "HOOK_TOKEN")):
        set_ = {field: {"desk": SecretStr(SECRET)}, "helpdesk_tokens": {"desk": SecretStr("t")}}
        read = load(None, secret_key="k" * 32, **set_)
        troubles = [found.trouble async for found in sources(read, desk) if found.part == "source desk"]
        said = [trouble for trouble in troubles if "nobody can send requests" in trouble]
        if not proofs(source) or variable in proofs(source):
            assert said == []
        else:
            (missing,) = proofs(source)
            assert said == [
                f"nobody can send requests: set {missing}_DESK; {variable}_DESK proves nothing, since it signs"
            ]
    unset = load(None, secret_key="k" * 32, helpdesk_tokens={"desk": SecretStr("t")})
    troubles = [found.trouble async for found in sources(unset, desk) if found.part == "source desk"]
    first = [f"nobody can send requests: set {proofs(source)[0]}_DESK"] if proofs(source) else []
    assert [trouble for trouble in troubles if "nobody" in trouble] == first


async def test_doctor_says_that_a_token_is_not_accepted(side: Side) -> None:
    file = DeskFile.model_validate({**staffed.FILE.model_dump(), "sources": [side.source()]})
    desk = staffed.DESK.model_copy(update={"file": file})
    secrets = {field: {"desk": SecretStr(SECRET)} for field in ("hook_secrets", "hook_tokens")}

    async def troubles(token: str) -> list[str]:
        read = load(None, secret_key="k" * 32, helpdesk_tokens={"desk": SecretStr(token)}, **secrets)
        return [found.trouble async for found in sources(read, desk) if found.part == "source desk"]

    assert set(await troubles(TOKEN)) == {""}
    if desk.source("desk").after_doubt == "look":  # else it is asked for nothing that a token would open
        (trouble,) = filter(None, await troubles("revoked"))
        assert "look at its address, at the token" in trouble
