"""App Home, and what one sets there."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from bot.domain.availability import HERE, Availability, Presence, Settings
from bot.domain.desk import Criterion, Hours, Stretch
from bot.domain.home import Approval, Home, HomeTicket, Mate, Mine, ToCheck
from bot.domain.overlay import Ref
from bot.domain.review import Marks, Record, Sample, Why
from bot.domain.sla import Due, Target
from bot.slack import home_view
from bot.slack.modals import personal, reviews
from bot.words import Words, words
from tests.gallery.cards import CLAIMED
from tests.gallery.picture import Picture
from tests.unit.slack.facts import NOW

EN: Final = words("en")
AWAY: Final = Availability(Presence.AWAY, NOW + timedelta(days=7), out_of_reach=True)
_DAY: Final = (Stretch(start=time(9), end=time(17, 30)),)
MINE: Final = Mine(
    settings=Settings(language="en", week={"mon": _DAY, "tue": _DAY, "thu": _DAY}, quiet=(time(19), time(8))),
    at=NOW, where=HERE, zone="Europe/Paris", hours=Hours(time_zone="Europe/Paris", holidays="", week={}),
)  # fmt: skip
_TICKET: Final = HomeTicket(
    ticket_id=1042, subject="Where is my order 4417?", type_title="Where is my order", level="none", state="open",
    priority="normal", waiting_since=NOW - timedelta(minutes=12), due=Due(NOW + timedelta(hours=2), Target.FIRST),
    asleep_until=None,
)  # fmt: skip
_LATE: Final = replace(
    _TICKET, ticket_id=1038, subject="My olive tree came broken", type_title="Damaged on arrival", priority="high",
    waiting_since=NOW - timedelta(hours=5), due=Due(NOW - timedelta(minutes=20), Target.NEXT),
)  # fmt: skip
_SEALED: Final = replace(
    _TICKET,
    ticket_id=1035,
    subject="",
    type_title="",
    level="sensitive",
    due=Due(NOW + timedelta(hours=4), Target.NEXT),
)
_ASLEEP: Final = replace(
    _TICKET, ticket_id=1029, subject="A voucher for spring", type_title="Vouchers", state="snoozed",
    waiting_since=NOW - timedelta(days=1), due=None, asleep_until=NOW + timedelta(days=1),
)  # fmt: skip
HOME: Final = Home(
    at=NOW, mine=MINE, tickets=(_LATE, _TICKET, _SEALED, _ASLEEP), tickets_total=6, overdue=1,
    approvals=(Approval(ticket_id=1031, level="caution", who="Ben Okafor", since=NOW - timedelta(minutes=40)),),
    approvals_total=1, fates={"sent": 12, "edited": 4, "rejected": 1}, since=NOW - timedelta(days=30),
)  # fmt: skip
_LEAD: Final = replace(
    HOME,
    mine=replace(MINE, where=AWAY, settings=Settings()),
    tickets=(),
    tickets_total=0,
    overdue=0,
    approvals=(),
    approvals_total=0,
    fates={},
    team=(
        Mate(name="Ben Okafor", open=12, overdue=2, where=HERE),
        Mate(name="Ana Silva", open=4, overdue=0, where=AWAY),
        Mate(name="Chloé Martin", open=0, overdue=0, where=Availability(Presence.OFF, NOW + timedelta(hours=22))),
    ),
    team_total=3,
    to_check=(
        ToCheck(ref=Ref("article", "delays", "en", 2), title="Delivery delays", until=date(2026, 12, 1), held=""),
        ToCheck(ref=Ref("article", "returns", "en", 1), title="Returns", until=date(2027, 2, 1), held="DHL → GLS"),
    ),
    to_check_total=2,
    departments=(("logistics", "Logistics", 3),),
)

_SAMPLE: Final = Sample(id=7, ticket_id=1042, reviewer_id=3, why=(Why.REOPENED, Why.EDITED), level="none", waits=True)
_REVIEWER: Final = replace(
    HOME, tickets=(_LATE,), tickets_total=1, overdue=1, approvals=(), approvals_total=0,
    reviews=(_SAMPLE, replace(_SAMPLE, id=8, ticket_id=1017, why=(Why.WAITED,)), replace(_SAMPLE, id=9, ticket_id=998,
                                                                                      why=())),
    reviews_total=3,
    record=Record(
        reviews=7, average=3.42, by=(("Friendly and clear", 3.1), ("Right and complete", 3.7)),
        notes=((1009, "A warm answer. The date of the refund was missing."),),
    ),
    team=(Mate(name="Ben Okafor", open=12, overdue=2, where=HERE, reviewed=Marks(reviews=9, average=3.2)),),
    team_total=1,
)  # fmt: skip
_RUBRIC: Final = (
    Criterion(name="tone", title="Friendly and clear", hint="As we would like to be written to."),
    Criterion(name="right", title="Right and complete"),
)

HOMES: Final = (
    Picture(
        "home", "What waits for my approval, my tickets by due time, how my suggestions fared.", home_view.home,
        (HOME, Words),
    ),
    Picture(
        "home-lead", "A lead who is away and has nothing: their team, articles to check, what departments are asked.",
        home_view.home, (_LEAD, Words),
    ),
    Picture(
        "home-french", "The first one, for somebody who has chosen French.", home_view.home, (HOME, Words),
        language="fr",
    ),
    Picture(
        "home-outsider", "Somebody who has no place on the desk.", home_view.outsider,
        (EN.refusal("not_a_member", {"outsider": "no_queue"}),),
    ),
    Picture(
        "home-reviews", "Whoever reviews: what waits for it, how their own answers and their team’s were scored.",
        home_view.home, (_REVIEWER, Words),
    ),
    Picture("form-review", "**Review…**", reviews.review, (CLAIMED, _SAMPLE, _RUBRIC, Words)),
    Picture("form-leave-out", "**Not this one…**", reviews.leave_out, (_SAMPLE, Words)),
    Picture("form-settings", "**Settings…**", personal.settings, (MINE, Words)),
    Picture("form-away", "**I am away…**", personal.away, (Words,)),
)  # fmt: skip
