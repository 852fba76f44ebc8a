"""What a spreadsheet may be given."""


def cell(value: str) -> str:
    """A value that a spreadsheet does not run (owasp.org, "CSV Injection"); on one line."""
    flat = " ".join(value.split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat
