"""What French does to numbers and lists."""

_VOWELS = "aàâeéèêëiîïoôuùûy"


def number(count: int) -> str:
    """With a narrow space between thousands."""
    return f"{count:,}".replace(",", "\u202f")


def decimal(amount: float, digits: int) -> str:
    """With a comma."""
    return f"{amount:.{digits}f}".replace(".", ",")


def as_far_as(count: int, most: int) -> str:
    return f"{number(most)} ou plus" if count >= most else number(count)


def counted(count: int, one: str, many: str = "") -> str:
    """None and one are singular in French."""
    return f"{number(count)} {one if abs(count) < 2 else many or one + 's'}"


def ordinal(count: int) -> str:
    return "1er" if count == 1 else f"{count}e"


def listed(parts: list[str], last: str = "ou") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def of(name: str) -> str:
    """`de Marta`, `d’Ana`."""
    return f"d’{name}" if name[:1].lower() in _VOWELS else f"de {name}"


def that(name: str) -> str:
    """`que Marta`, `qu’Ana`."""
    return f"qu’{name}" if name[:1].lower() in _VOWELS else f"que {name}"
