"""What one person sees: direct messages, and the answers to commands."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.outcome import Outcomes, Tally
from bot.domain.overlay import Quarantine, Ref
from bot.domain.reply import ReplyState
from bot.domain.sla import DueAnswer, WarningLine
from bot.flow.changed import Held
from bot.flow.promotion import InShadow
from bot.flow.weekly import Compared, Due, Edited, Gap, OwnersList
from bot.slack import (
    escalation_notices,
    health_view,
    notices,
    owners_view,
    question_view,
    queue_view,
    sources_view,
    warning_view,
)
from bot.words import Words, words
from store.shadows import Shadow
from tests.flow.desk import ARTICLE as DELAYS
from tests.gallery.cards import CLAIMED, ESCALATED, WITH_FILES
from tests.gallery.picture import Picture
from tests.unit.slack.facts import FACTS, NINA, NOW, TICKET, with_reply
from tests.unit.slack.test_health_view import QUIET, found, letter
from tests.unit.slack.test_question_view import ARTICLE, PLAIN, TODAY
from tests.unit.slack.test_views import STATUS

EN: Final = words("en")
_REF: Final = Ref("article", "delays", "en", 2)
_HELD: Final = Held(
    Quarantine(
        id=1, kind="article", name="delays", depends_on="carrier", reason="DHL → GLS",
        at=datetime(2026, 11, 23, tzinfo=UTC), by=1,
    ),
    "Lena",
    (DELAYS,),
)  # fmt: skip
_SHADOW: Final = Shadow(
    ticket_id=1042, type="promo", body="The code SHIP5 holds until Sunday.", sentences=(), engine="embedded",
    change=0.0, sent="The code SHIP5 holds until Sunday.",
)  # fmt: skip
_LIST: Final = OwnersList(
    due=(Due(ref=_REF, title="Delivery delays", until="2026-12-01", why=""),),
    edited=(Edited(title="Spring repotting", shown=20, as_is=1, tickets=(1007, 1012)),),
    gaps=(Gap(title="Payment", tickets=(1001, 1007, 1013), customers=3, words=("paypal", "instalments")),),
    shadow=(Compared(type="promo", title="Vouchers", shown=20, accepted=20, ready=True),),
)
_REPLY: Final = replace(with_reply(state=ReplyState.AWAITING_KEYS, keys_needed=2, send_after=None), approvers=(NINA,))
_TOLD: Final[dict[str, Any]] = {
    "what": "carrier", "reason": "DHL → GLS", "who": "Lena",
    "entries": json.dumps([["article", "delays", "en", 2, "Delivery delays"]]),
}  # fmt: skip

DIRECT: Final = (
    Picture("dm-about", "Somebody gave you a ticket.", notices.about, (FACTS, "Lena Vogt gave T-1042 to you.", Words)),
    Picture(
        "dm-escalated",
        "You are asked to take an escalated ticket over.",
        escalation_notices.asked,
        (ESCALATED, "escalated", {"who": "Ben Okafor", "reason": " (The customer is very upset)"}, Words),
    ),
    Picture("dm-escalated-now", "The same message once it was answered.", escalation_notices.now, (ESCALATED, Words)),
    Picture(
        "dm-escalated-news",
        "What has happened to a ticket that you had first.",
        escalation_notices.news,
        (ESCALATED, {"events": [{"what": "accepted", "who": "Marta Silva", "to": "Marta Silva", "until": ""}]}, Words),
    ),
    Picture(
        "dm-late",
        "A department is late; whoever asked it may tell the customer.",
        escalation_notices.late,
        (CLAIMED, {"department": "Logistics", "handoff": "O-17", "at": "2026-11-23T10:00+01:00"}, Words),
    ),
    Picture("dm-second-approval", "A reply needs your approval too.", notices.second_approval, (_REPLY, Words)),
    Picture("dm-now", "The same message once it was answered.", notices.now, (FACTS, Words)),
    Picture("dm-stopped", "A reply did not leave.", notices.stopped_reply, (_REPLY, "the customer wrote again", Words)),
    Picture(
        "dm-no-file",
        "A file that somebody asked for did not come.",
        notices.file_not_given,
        (WITH_FILES, {"message": str(WITH_FILES.messages[0].id), "file": "1", "why": "time_out"}, Words),
    ),
    Picture("dm-unsure", "Nobody knows whether it arrived.", notices.unsure_reply, (_REPLY, Words)),
    Picture(
        "dm-reported",
        "Somebody reported a wrong answer.",
        notices.reported,
        (replace(FACTS, reports=(("fact", "Ben"),)), "Ben", "fact", "The date is wrong.", Words),
    ),
    Picture(
        "dm-answer",
        "An answer to whoever asked in Slack.",
        notices.answer,
        (TICKET, "Nina Berg", "It works again.", Words),
    ),
    Picture(
        "dm-data",
        "A source asks for a deletion.",
        notices.data_alert,
        ("generic", "customer.erased", Words),
        {"subject": "c-7"},
    ),
    Picture("dm-silent", "A source has fallen silent.", notices.source_silent, (QUIET, Words)),
    Picture(
        "dm-held",
        "Something has changed: what rests on it is held back until it is checked.",
        sources_view.owner_told,
        (_TOLD, Words),
    ),
    Picture(
        "dm-overdue",
        "For a lead: what stays overdue, and with whom.",
        warning_view.lead_line,
        (WarningLine.of([DueAnswer(NOW, 1042, overdue=True, holder="Nina Berg")]), Words),
    ),
    Picture("dm-weekly", "The weekly list to each owner, also `/desk mine`.", owners_view.weekly, (_LIST, Words)),
    Picture(
        "dm-french",
        "A direct message to somebody whose Slack is in French.",
        notices.second_approval,
        (_REPLY, Words),
        language="fr",
    ),
)
COMMANDS: Final = (
    Picture("queue", "`/queue orders`", queue_view.queue_status, (STATUS, Words)),
    Picture(
        "queue-french",
        "`/queue orders`, asked by somebody whose Slack is in French.",
        queue_view.queue_status,
        (STATUS, Words),
        language="fr",
    ),
    Picture("help", "`/desk help`", notices.desk_help, (Words,)),
    Picture(
        "health", "`/desk health`", health_view.health, (found(letter(), lag=125, silent=(QUIET,), cards=3), Words)
    ),
    Picture(
        "try",
        '`/desk try "Where is my order 4417?"`',
        question_view.tried,
        (PLAIN, ((ARTICLE, "It usually takes two more days."),), Words),
    ),
    Picture(
        "kb",
        "`/desk kb late parcel`",
        question_view.found,
        ([(ARTICLE, "It usually takes two more days.")], TODAY, Words),
    ),
    Picture("held", "`/desk changed`", sources_view.held, ([_HELD], Words)),
    Picture(
        "mine",
        "`/desk mine 2`: the second page of a long list.",
        owners_view.mine,
        (replace(_LIST, due=_LIST.due * 24), Words, 2),
    ),
    Picture(
        "shadow",
        "`/desk shadow`",
        owners_view.shadow,
        ((InShadow(type="promo", title="Vouchers", tally=Tally(as_is=20), ready=True, newest=(_SHADOW,)),), Words),
    ),
    Picture(
        "outcomes",
        "`/desk outcomes`",
        owners_view.outcomes,
        (
            Outcomes(by="type", groups={"refund": Tally(as_is=12, light=4, heavy=4, withheld=20)}, few=Tally(as_is=3)),
            Words,
        ),
    ),
    Picture(
        "say",
        "A refusal, and any other sentence for one person.",
        notices.say,
        (EN.refusal("not_your_role", {"who_may": "owner, deputy"}),),
    ),
)
