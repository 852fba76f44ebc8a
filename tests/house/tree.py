"""The project's own files, as the house rules read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "commands", "handlers", "store", "prompts", "sandbox")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks and that still exists, relative to the project's folder."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def sources(*packages: str) -> tuple[Path, ...]:
    """The Python files below the named packages, such as `bot.domain`."""
    folders = [Path(*package.split(".")) for package in packages]
    return tuple(
        path for path in tracked() if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in folders)
    )


def module_name(path: Path) -> str:
    """The dotted name that imports this file."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str) -> set[str]:
    """What a module imports, down to the name: `from a.b import c` is `a.b.c`. Relative imports are left out."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def within(name: str, packages: frozenset[str]) -> bool:
    """Whether a dotted name is one of the packages or lies below one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)
