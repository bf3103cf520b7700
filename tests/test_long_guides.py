"""A guide of many roles: every page grows with what it shows, and none becomes absurd."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from test_templating import ROOT, rendered

MANY = 120


def long_guide(folder: Path, roles: int) -> Path:
    """Return the content of a guide in which each of many roles has a table of twelve cities."""
    shutil.copytree(ROOT / "tests/guides/account-management", folder)
    role = (folder / "roles/client-department-head.md").read_text(encoding="utf-8")
    table = (folder / "salaries/client-department-head.yaml").read_text(encoding="utf-8")
    for number in range(roles):
        id = f"role-{number}"
        text = role.replace("pay: client-department-head", f"pay: {id}").replace(
            "title: Рук", f"title: {number} рук", 1
        )
        text = text.replace("role: commercial-director", f"role: role-{(number + 1) % roles}")
        (folder / f"roles/{id}.md").write_text(text, encoding="utf-8")
        (folder / f"salaries/{id}.yaml").write_text(
            table.replace("role: client-department-head", f"role: {id}"), encoding="utf-8"
        )
    return folder


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Return the files of a long guide, and those of one twice as long."""
    folder = tmp_path_factory.mktemp("long")
    return tuple(rendered(long_guide(folder / str(roles), roles)) for roles in (MANY, 2 * MANY))


def test_what_a_role_adds_to_a_page_is_little(sites: tuple[dict[str, str], dict[str, str]]) -> None:
    """No page gains more than a kilobyte from a further role, and most gain nothing."""
    short, long = sites
    gained = {
        name: (len(long[name].encode()) - len(text.encode())) / MANY for name, text in short.items() if name in long
    }
    assert {name: size for name, size in gained.items() if size > 1000} == {}
    own = [size for name, size in gained.items() if re.match(r"(roles|salaries|compare)/role-", name)]
    assert len(own) >= 2 * MANY
    assert max(own) < 10


def test_every_role_stands_in_the_lists_of_a_long_guide(sites: tuple[dict[str, str], dict[str, str]]) -> None:
    """However short a list says it: each role is linked from the roles, the pay, a city, a skill and the gaps."""
    short, _ = sites
    for name in ("roles", "salaries", "regions/moskva", "skills/negotiation", "gaps"):
        linked = re.findall(r'href="[./]*(?:roles|salaries)/role-(\d+)/', short[f"{name}/index.html"])
        assert len(set(linked)) == MANY, name


def test_a_city_of_a_long_guide_names_pay_by_median(sites: tuple[dict[str, str], dict[str, str]]) -> None:
    """Each line has the role's whole range there and the range of its medians."""
    short, _ = sites
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", short["regions/kazan/index.html"])
    assert len(rows) == MANY + 1
    cells = re.findall(r"<td>(.*?)</td>", rows[0].replace("\u00a0", " "))
    assert cells == ["28 000 – 110 000", "58 000 – 63 000"]
