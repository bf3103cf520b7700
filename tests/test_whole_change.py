"""An editor's whole change, written as the handbook teaches it: everything goes through with one green check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from picture_files import saved
from PIL import Image

import build

GUIDE = Path(__file__).parent / "guides/account-management"

ROLE = """\
---
title: Менеджер ключевых клиентов
names: {en: Key account manager, also: [KAM]}
summary: "Ведёт нескольких крупных клиентов: знает их дело и отвечает за то, чтобы они остались."
field: Реклама и маркетинг
place:
  reports_to: [client-department-head]
path:
  to: [client-department-head]
skills: [negotiation, forecasting]
pay: key-account-manager
experts:
  kam-moscow: {position: менеджер ключевых клиентов московского агентства}
sources:
  - {id: kam-talk, kind: interview, title: Разговор с менеджером, date: 2026-11}
reviewed: 2026-11-20
---
## Обязанности {#duties}

- **Ведёт клиента** — от первой встречи до отчёта; [допродажа](../glossary.yaml#upsell) тоже за ним.
- **Считает.** Медиана в агентствах Твери — {{ pay("tver", "agencies", "median") }}.

![Доска с планом на год](../images/kam-year.png)

> Клиент запоминает не презентацию, а то, что вы перезвонили.
>
> — @kam-moscow
"""
TABLE = """\
role: key-account-manager
currency: RUB
period: month
basis: unknown
inferred: [currency, period]
collected: 2026-11
source: {id: kam-review, kind: pay-review, title: Обзор зарплат, date: 2026-11}
columns:
  I: {kind: band, label: Диапазон I, years: 0}
  median: {kind: median, label: Медиана}
segments: {agencies: Агентства, companies: Компании}
pay:
  tver:
    agencies: {I: 50 000 – 60 000, median: 55 000}
    companies: {I: 52-62 тыс., median: 57 000}
  tula:
    agencies: {I: от 48 до 60 т.р., median: 54 000}
    companies: not_collected
"""
PAGE = """\
---
title: Как мы разговаривали
summary: Кого и о чём мы спрашивали.
---
Мы говорили с [менеджерами](../roles/key-account-manager.md) — по часу с каждым.
"""


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A guide to which one editor has added a role and all that belongs to it."""
    content = tmp_path / "content"
    shutil.copytree(GUIDE, content)
    (content / "roles/key-account-manager.md").write_text(ROLE, encoding="utf-8")
    (content / "salaries/key-account-manager.yaml").write_text(TABLE, encoding="utf-8")
    (content / "pages/interviews.md").write_text(PAGE, encoding="utf-8")
    append(content / "regions.yaml", "tver: {name: Тверь, in: в Твери, code: RU-TVE}\ntula: {name: Тула, in: в Туле}\n")
    append(
        content / "skills.yaml", "forecasting:\n  name: Прогноз продаж\n  summary: Сказать заранее, сколько купят.\n"
    )
    append(content / "glossary.yaml", "upsell: {term: допродажа, meaning: предложение купить больше, also: [апсейл]}\n")
    (content / "images").mkdir(exist_ok=True)
    (content / "images/kam-year.png").write_bytes(saved(Image.new("RGB", (640, 400), "teal"), "PNG"))
    change(content / "salaries/client-department-head.yaml", "60 000}", "61 000}")
    return content


def test_a_whole_change_goes_through_at_once(changed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A role with a photo and a quotation, its table, two cities, a skill, a term, a page and a mended figure."""
    assert build.main(["check", "--strict", "--content", str(changed), "--lang", "ru"]) == 0
    said = "".join(capsys.readouterr())
    assert "предупреждение" not in said
    assert "key-account-manager" not in said, "not even advice on the new files"
    output = tmp_path / "site"
    assert build.main(["--strict", "--quiet", "--pages-only", "--content", str(changed), "--output", str(output)]) == 0

    page = (output / "roles/key-account-manager/index.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    for shown in ("55 000 ₽", "images/kam-year.png", "kam-moscow", "glossary/index.html#upsell", "вы перезвонили"):
        assert shown in page, shown
    for made in ("regions/tver", "regions/tula", "skills/forecasting", "interviews", "salaries/key-account-manager"):
        assert (output / made / "index.html").is_file(), made
