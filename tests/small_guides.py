"""Guides of a few roles that a test writes for itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

GUIDE = "title: G\ntagline: T\nlanguage: en\n"


def role(title: str, facts: str = "") -> str:
    """Return a profile without a text; `facts` are more lines of its front matter."""
    return f"---\ntitle: {title}\nsummary: S.\n{facts}---\n"


def write(folder: Path, roles: Mapping[str, str], **lists: str) -> Path:
    """Write a guide of roles, by id their more lines of front matter, and of lists by the names of their files."""
    (folder / "roles").mkdir(parents=True)
    for name, text in ({"guide": GUIDE} | lists).items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    for id, facts in roles.items():
        (folder / f"roles/{id}.md").write_text(role(id.title(), facts), "utf-8")
    return folder
