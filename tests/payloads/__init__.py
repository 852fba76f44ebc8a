"""Every payload that the tests emit, kept and shown to three others: `make payloads` (docs/payloads.md)."""
