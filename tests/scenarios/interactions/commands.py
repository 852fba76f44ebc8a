"""Every slash command, each verb of `/ticket`, and each word of the others."""

from typing import Any, Final

from tests.flow.desk import ANA, GIL, LENA, TOMAS
from tests.flow.test_twice import DEEDS
from tests.scenarios.interactions import scenes
from tests.scenarios.interactions.made import (
    EACH,
    LAST,
    NO_TICKET,
    READS,
    RECORD,
    STRANGERS,
    Does,
    Interaction,
    Setting,
    newest,
    simple,
    whose,
)
from tests.scenarios.presses import Press
from tests.scenarios.wired import Wired


def says(
    text: str,
    setting: Setting = simple,
    *,
    by: str = ANA,
    does: Does = "shows",
    outsiders: tuple[str, ...] = STRANGERS,
    **more: Any,
) -> Interaction:
    """A command; `T-1` in it stands for the ticket that the scene is about."""

    async def stage(wired: Wired) -> Press:
        await setting(wired.store)
        return wired.command(by, text.replace("T-1", f"T-{await newest(wired.store)}"))

    return Interaction(stage=stage, does=does, outsiders=outsiders, **more)


def verb(text: str, deed: str, **more: Any) -> Interaction:
    """A verb of `/ticket` that does at once what a deed is."""

    async def stage(wired: Wired) -> Press:
        _, given, _ = await DEEDS[deed](wired.store, wired.clock)
        return wired.command(whose(given), text.replace("T-1", f"T-{await newest(wired.store)}"))

    return Interaction(stage=stage, **more)


#: By the verb (`commands.ticket._VERBS`).
VERBS: Final[dict[str, Interaction]] = {
    "claim": verb("/ticket claim T-1", "claim"),
    "release": verb("/ticket release T-1", "release"),
    "resolve": verb("/ticket resolve T-1", "resolve"),
    "take over": verb("/ticket take over T-1", "take over"),
    "assign": verb("/ticket assign T-1 me", "claim"),
    "merge": says("/ticket merge T-1", scenes.twins, does="opens"),
    "snooze": says("/ticket snooze T-1", does="opens"),
    "note": verb("/ticket note T-1 She called.", "note", when_over=RECORD, again=EACH),
    "priority": says("/ticket priority T-1 urgent", does="opens"),
    "move": says("/ticket move T-1 billing", does="opens"),
    "not a request": verb("/ticket not a request T-1", "not a request"),
    "approve": says("/ticket approve T-1", does="opens"),
    "edit": says("/ticket edit T-1", does="opens"),
    "escalate": says("/ticket escalate T-1", does="opens"),
}

LEADS: Final = (GIL, TOMAS, ANA)
#: By the words with which they begin; `commands.*.USAGE` lists them.
COMMANDS: Final[dict[str, Interaction]] = {
    "/ticket T-1042": says("/ticket T-1", does="opens", when_over=READS),
    "/ticket new": says("/ticket new", does="opens", outsiders=(GIL,), when_over=NO_TICKET),
    "/ticket find": says("/ticket find 4417", when_over=READS),
    "/queue": says("/queue orders", when_over=READS),
    "/queue pause": says(
        "/queue pause orders until 17:00 training",
        by=LENA,
        does="changes",
        outsiders=LEADS,
        when_over=NO_TICKET,
        again=LAST,
    ),
    "/queue resume": Interaction(stage=scenes.says_resume, outsiders=LEADS, when_over=NO_TICKET),
    "/queue away": says(
        "/queue orders away <@U0ANA> until friday", by=LENA, does="changes", outsiders=LEADS, when_over=NO_TICKET
    ),
    "/queue back": Interaction(stage=scenes.says_back, outsiders=LEADS, when_over=NO_TICKET),
    "/queue logistics": says("/queue logistics", scenes.of_logistics, by=TOMAS, outsiders=(GIL,), when_over=READS),
    "/digest": says("/digest orders", when_over=READS),
    "/desk help": Interaction(
        stage=scenes.says_help, does="shows", outsiders=(), for_all="it says nothing of any ticket", when_over=READS
    ),
    "/desk me": says("/desk me", does="opens", outsiders=(GIL,), when_over=NO_TICKET),
    "/desk me away": says("/desk me away until friday", does="changes", outsiders=(GIL,), when_over=NO_TICKET),
    "/desk me back": Interaction(stage=scenes.says_i_am_back, outsiders=(GIL,), when_over=NO_TICKET),
    "/desk try": says('/desk try "Where is my order 4417?"', does="changes", when_over=NO_TICKET, again=EACH),
    "/desk kb": says("/desk kb delays", does="changes", when_over=NO_TICKET, again=EACH),
    "/desk health": says("/desk health", by=LENA, outsiders=LEADS, when_over=READS),
    "/desk mine": says("/desk mine", by=LENA, outsiders=LEADS, when_over=READS),
    "/desk shadow": says("/desk shadow", by=LENA, outsiders=LEADS, when_over=READS),
    "/desk outcomes": says("/desk outcomes", by=LENA, outsiders=LEADS, when_over=READS),
    "/desk changed": says(
        '/desk changed carrier "DHL → GLS"', by=LENA, does="opens", outsiders=LEADS, when_over=NO_TICKET
    ),
}
