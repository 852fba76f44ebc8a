"""A small desk as values, for flows that need one: two queues, a type by words, one by hand, an escalations channel."""

from bot.domain.desk import Desk, DeskFile

FILE = DeskFile.model_validate(
    {
        "name": "Aster & Pine",
        "language": "en",
        "owners": {"answers": "@marta", "escalation": "@nadia", "prompts": "@marta", "data": "@nadia"},
        "queues": [
            {"name": "orders", "title": "Orders", "channel": "#support-orders", "leads": ["@lena"]},
            {"name": "billing", "title": "Billing", "channel": "#support-billing"},
        ],
        "types": [
            {
                "name": "order_status",
                "title": "Where is my order",
                "owner": "@marta",
                "words": {"en": ["where is my order"]},
                "drafts": "suggest",
            },
            {"name": "refund", "title": "Refund", "owner": "@nadia", "words": {"en": ["refund"]}},
        ],
        "routing": [
            {"name": "money", "when": {"type": ["refund"]}, "queue": "billing"},
            {"name": "default", "queue": "orders"},
        ],
        "priority": [{"name": "vip", "when": {"segment": ["gold"]}, "priority": "high"}],
        "escalation": {"channel": "#support-escalations", "owner": "@nadia", "deputies": ["@priya"]},
        "sources": [{"name": "generic"}],
    }
)
DESK = Desk(file=FILE, hash="small", toml="")
