"""The same guide as a project of each generator: what is written, how it is built, served and changed.

In: a `Guide`. Out: folders that `run.py` builds, with what stands in `peers/<name>/` copied into them. Figures in prose
are plain text there, opinions and notes plain quotes: what a generator has no word for, it does not have to do.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import guide as content
import words
from roles import Guide, Role

HERE = Path(__file__).parent
PEERS = HERE / ".peers"
SKELETONS = HERE / "peers"
HEADING = "## Место в компании {#place}"


class Change(NamedTuple):
    """What an editor changes in one file, and what a reader then sees; each time with another {number}."""

    path: str
    before: str
    after: str
    shown: str


class Project(NamedTuple):
    """A generator's project in its folder."""

    name: str
    version: tuple[str, ...]  # the command that says it
    write: Callable[[Guide, Path], None]
    build: tuple[str, ...]
    made: tuple[str, ...]  # what is deleted before a clean build: the site and the caches
    page: str  # the role's page that changes are looked for in, as a file
    url: str  # and in the preview
    serve: tuple[str, ...]  # the preview at {port}
    changes: dict[str, Change]  # by scenario


def projects(guide: Guide, before: Path | None = None) -> dict[str, Project]:
    """Return every project by its name; `before` is a checkout of an earlier version of ours, with its own .venv."""
    role = subject(guide)
    earlier = [_ours(role, before.resolve(), "before")] if before else []
    made = [make(role) for make in (_ours, _pages_only, _hugo, _hugo_all, _eleventy, _pelican, _mkdocs, _zensical)]
    return {project.name: project for project in [*earlier, *made]}


def subject(guide: Guide) -> Role:
    """Return the role that is edited: the middle one of those whose first median is known."""
    known = [role for role in guide.roles if isinstance(role.pay["moskva"]["large"]["median"], int)]
    return known[len(known) // 2]


def _median(role: Role) -> int:
    value = role.pay["moskva"]["large"]["median"]
    assert isinstance(value, int)
    return value


def _changes(text: Change, median: Change, template: Change) -> dict[str, Change]:
    """Return the changes of a project; two are variants: a text with a slip in it, a median above all others."""
    slip = text._replace(after=text.after.replace("\n\n## ", "\n\n##Слитно\n\n## "))
    figures = re.compile(r"\d+([\s_]?)\{number:03\}")
    highest = median._replace(
        after=figures.sub(r"999\1{number:03}", median.after), shown=figures.sub(r"999\1{number:03}", median.shown)
    )
    return {"text": text, "warned": slip, "median": median, "highest": highest, "template": template}


def _text_change(path: str) -> Change:
    return Change(path, "\n## ", "\nПравка {number}.\n\n## ", "Правка {number}.")


def _template_change(path: str, before: str) -> Change:
    return Change(path, before, before + "\n<p>Шаблон {number}</p>", "<p>Шаблон {number}</p>")


# --- our own ----------------------------------------------------------------------------------------------------------


def _ours(role: Role, checkout: Path = HERE.parent, name: str = "ours") -> Project:
    median = _median(role)
    python = sys.executable if name == "ours" else str(checkout / ".venv/bin/python")
    build = checkout / "build.py"
    folders = ("--content", "content", "--templates", "templates", "--output", "site", "--cache", "cache")
    return Project(
        name,
        ("git", "-C", str(checkout), "describe", "--always", "--dirty"),
        partial(_write_ours, checkout),
        (python, str(build), *folders, "--quiet"),
        ("site", ".site.careerguide", "cache"),
        f"site/roles/{role.id}/index.html",
        f"roles/{role.id}/",
        (python, str(build), "serve", *folders, "--no-open", "--port", "{port}"),
        _changes(
            _text_change(f"content/roles/{role.id}.md"),
            Change(
                f"content/salaries/{role.id}.yaml",
                f"median: {content.figure(median)}",
                f"median: {content.figure(median)[:-3]}{{number:03}}",
                f'value="{median // 1000}{{number:03}}"',
            ),
            _template_change("templates/role.html", '<article class="profile with-contents">'),
        ),
    )


def _pages_only(role: Role) -> Project:
    """Return our own without social cards and the search index, which no other project here makes."""
    ours = _ours(role)
    return ours._replace(name="pages only", build=(*ours.build, "--pages-only"))


def _write_ours(checkout: Path, guide: Guide, folder: Path) -> None:
    content.write(guide, folder / "content")
    shutil.copytree(checkout / "templates", folder / "templates")


# --- Hugo -------------------------------------------------------------------------------------------------------------


def _hugo(role: Role) -> Project:
    hugo = str(PEERS / "bin/hugo")
    return Project(
        "hugo",
        (hugo, "version"),
        _write_hugo,
        (hugo, "--quiet"),
        ("public", "resources"),
        f"public/roles/{role.id}/index.html",
        f"roles/{role.id}/",
        (hugo, "server", "--bind", "127.0.0.1", "--port", "{port}"),
        _changes(
            _text_change(f"content/roles/{role.id}.md"),
            _pay_change(f"data/pay/{role.id}.yaml", role),
            _template_change("layouts/roles/page.html", "<article>"),
        ),
    )


def _write_hugo(guide: Guide, folder: Path) -> None:
    _copy("hugo", folder)
    _put(folder / "static/site.css", (SKELETONS / "shared/site.css").read_text("utf-8"))
    _put_data(guide, folder / "data")
    _put(folder / "content/roles/_index.md", content.with_front_matter({"title": "Профессии"}, ""))
    _put_roles(guide, folder / "content/roles")
    for id, name, where, _ in words.REGIONS:
        _put(folder / f"content/regions/{id}.md", content.with_front_matter({"title": name, "where": where}, ""))
    _put_pages(folder / "content/pages")


def _hugo_all(role: Role) -> Project:
    """Return Hugo with the pages and files that ours makes besides: of tables, pairs, skills, terms and gaps."""
    return _hugo(role)._replace(name="hugo all pages", write=_write_hugo_all)


def _write_hugo_all(guide: Guide, folder: Path) -> None:
    _write_hugo(guide, folder)
    _copy("hugo-all", folder)
    titles = {role.id: role.title for role in guide.roles}
    _put_titled(folder / "content/salaries/_index.md", "Зарплаты")
    _put_titled(folder / "content/compare/_index.md", "Сравнение")
    _put_titled(folder / "content/skills/_index.md", "Навыки")
    for role in guide.roles:
        _put_titled(folder / f"content/salaries/{role.id}.md", role.title)
        if role.next:
            title, why = f"{role.title} или {titles[role.next]}", "Одна отрасль, похожие обязанности."
            _put_titled(
                folder / f"content/compare/{role.id}-{role.next}.md", title, sides=[role.id, role.next], why=why
            )
    for id, name, about in words.SKILLS:
        _put_titled(folder / f"content/skills/{id}.md", name, summary=about)
    terms = [{"id": id, "term": term, "meaning": meaning} for id, term, meaning in words.TERMS]
    _put(folder / "data/terms.yaml", content.as_yaml(terms))
    _put_titled(folder / "content/pages/glossary.md", "Словарь", layout="glossary")
    _put_titled(folder / "content/pages/gaps.md", "Пробелы", layout="gaps")


def _put_titled(path: Path, title: str, **more: Any) -> None:
    _put(path, content.with_front_matter({"title": title} | more, ""))


# --- Eleventy ---------------------------------------------------------------------------------------------------------


def _eleventy(role: Role) -> Project:
    eleventy = str(PEERS / "node_modules/.bin/eleventy")
    return Project(
        "eleventy",
        (eleventy, "--version"),
        _write_eleventy,
        (eleventy, "--quiet"),
        ("site",),
        f"site/roles/{role.id}/index.html",
        f"roles/{role.id}/",
        (eleventy, "--serve", "--incremental", "--port={port}"),
        _changes(
            _text_change(f"src/roles/{role.id}.md"),
            _pay_change(f"src/_data/pay/{role.id}.yaml", role),
            _template_change("src/_includes/role.njk", "<article>"),
        ),
    )


def _write_eleventy(guide: Guide, folder: Path) -> None:
    _copy("eleventy", folder)
    _put_shared(folder / "src/_includes/pay.html", folder / "src/site.css")
    (folder / "node_modules").symlink_to(PEERS / "node_modules")
    _put_data(guide, folder / "src/_data")
    _put_roles(guide, folder / "src/roles", layout="role.njk")
    _put_pages(folder / "src/pages", layout="text.njk")


# --- Pelican ----------------------------------------------------------------------------------------------------------


def _pelican(role: Role) -> Project:
    pelican = str(PEERS / "bin/pelican")
    return Project(
        "pelican",
        (pelican, "--version"),
        _write_pelican,
        (pelican, "--quiet", "--settings", "pelicanconf.py"),
        ("site", "__pycache__"),
        f"site/roles/{role.id}/index.html",
        f"roles/{role.id}/",
        (pelican, "--quiet", "--settings", "pelicanconf.py", "--autoreload", "--listen", "--port", "{port}"),
        _changes(
            _text_change(f"content/roles/{role.id}.md"),
            _pay_change(f"data/pay/{role.id}.yaml", role),
            _template_change("theme/templates/article.html", "<article>"),
        ),
    )


def _write_pelican(guide: Guide, folder: Path) -> None:
    _copy("pelican", folder)
    _put_shared(folder / "theme/templates/pay.html", folder / "theme/static/site.css")
    _put_data(guide, folder / "data")
    titles = {role.id: role.title for role in guide.roles}
    for role in guide.roles:
        facts = {"date": role.reviewed, "skills": ", ".join(_facts(role, titles)["skills"])}
        facts |= {"suits": "; ".join(role.suits), "suits_not": "; ".join(role.suits_not)}
        facts = _facts(role, titles) | facts
        text = re.sub(r"\.\./roles/([a-z-]+)\.md", r"{filename}/roles/\1.md", _prose(role))
        _put(folder / f"content/roles/{role.id}.md", _with_meta(facts, text.replace("../pages/", "{filename}/pages/")))
    for id, name, where, _ in words.REGIONS:
        facts = {"title": name, "where": where, "region": id, "slug": f"regions/{id}", "template": "region"}
        _put(folder / f"content/regions/{id}.md", _with_meta(facts, name))
    for name, title, text in content.PAGES:
        _put(folder / f"content/pages/{name}.md", _with_meta({"title": title}, text))


def _with_meta(facts: dict[str, Any], text: str) -> str:
    return "".join(f"{key}: {value}\n" for key, value in facts.items()) + f"\n{text}\n"


# --- MkDocs -----------------------------------------------------------------------------------------------------------


def _mkdocs(role: Role) -> Project:
    mkdocs = str(PEERS / "bin/mkdocs")
    return Project(
        "mkdocs",
        (mkdocs, "--version"),
        _write_mkdocs,
        (mkdocs, "build", "--quiet"),
        ("site", "__pycache__", ".cache"),
        f"site/roles/{role.id}/index.html",
        f"roles/{role.id}/",
        (mkdocs, "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"),
        _changes(
            _text_change(f"docs/roles/{role.id}.md"),
            _pay_change(f"data/pay/{role.id}.yaml", role),
            _template_change("theme/role.html", "<article>"),
        ),
    )


def _write_mkdocs(guide: Guide, folder: Path) -> None:
    _copy("mkdocs", folder)
    _put_shared(folder / "theme/pay.html", folder / "docs/site.css")
    _put_data(guide, folder / "data")
    _put(folder / "docs/index.md", content.with_front_matter({"title": guide.title}, "[Все профессии](roles/index.md)"))
    _put(
        folder / "docs/roles/index.md", content.with_front_matter({"title": "Профессии", "template": "roles.html"}, "")
    )
    _put_roles(guide, folder / "docs/roles", template="role.html")
    for id, name, where, _ in words.REGIONS:
        facts = {"title": name, "where": where, "region": id, "template": "region.html"}
        _put(folder / f"docs/regions/{id}.md", content.with_front_matter(facts, ""))
    _put_pages(folder / "docs/pages")


# --- Zensical ---------------------------------------------------------------------------------------------------------


def _zensical(role: Role) -> Project:
    zensical = str(PEERS / "bin/zensical")
    return Project(
        "zensical",
        (zensical, "--version"),
        _write_zensical,
        (zensical, "build"),
        ("site", ".cache"),
        f"site/roles/{role.id}/index.html",
        f"roles/{role.id}/",
        (zensical, "serve", "--dev-addr", "127.0.0.1:{port}"),
        _changes(
            _text_change(f"docs/roles/{role.id}.md"),
            _pay_change(f"docs/roles/{role.id}.md", role),
            _template_change("overrides/role.html", "<article>"),
        ),
    )


def _write_zensical(guide: Guide, folder: Path) -> None:
    """Write pay into each role's front matter, and lists as Markdown: templates see their own page and nothing else."""
    _copy("zensical", folder)
    _put_shared(folder / "overrides/pay.html", folder / "docs/site.css")
    titles = {role.id: role.title for role in guide.roles}
    regions = [{"id": id, "name": name} for id, name, *_ in words.REGIONS]
    segments = [{"id": id, "name": name} for id, name in words.SEGMENTS.items()]
    more = {"regions": regions, "segments": segments, "template": "role.html"}
    for role in guide.roles:
        facts = _facts(role, titles) | {"pay": as_data(role)} | more
        _put(folder / f"docs/roles/{role.id}.md", content.with_front_matter(facts, _prose(role)))
    links = [f"- [{role.title}]({role.id}.md): {role.summary}" for role in guide.roles]
    _put(folder / "docs/index.md", content.with_front_matter({"title": guide.title}, "[Все профессии](roles/index.md)"))
    _put(folder / "docs/roles/index.md", content.with_front_matter({"title": "Профессии"}, "\n".join(links)))
    for id, name, _, _ in words.REGIONS:
        rows = [_region_row(role, id) for role in guide.roles]
        text = "\n".join([f"| Профессия | {' | '.join(words.SEGMENTS.values())} |", "|---|---|---|", *rows])
        _put(folder / f"docs/regions/{id}.md", content.with_front_matter({"title": name}, text))
    _put_pages(folder / "docs/pages")


def _region_row(role: Role, region: str) -> str:
    medians = [content.figure(role.pay[region][segment]["median"]) for segment in words.SEGMENTS]
    return f"| [{role.title}](../roles/{role.id}.md) | {' | '.join(medians)} |"


# --- what projects share ----------------------------------------------------------------------------------------------


def _put_roles(guide: Guide, folder: Path, **more: str) -> None:
    """Write each role as Markdown under YAML."""
    titles = {role.id: role.title for role in guide.roles}
    for role in guide.roles:
        facts = _facts(role, titles) | {"date": role.reviewed} | more
        _put(folder / f"{role.id}.md", content.with_front_matter(facts, _prose(role)))


def _put_pages(folder: Path, **more: str) -> None:
    for name, title, text in content.PAGES:
        _put(folder / f"{name}.md", content.with_front_matter({"title": title} | more, text))


def _put_shared(template: Path, style: Path) -> None:
    """Put the charts and tables of pay that all templates of Jinja's kind share, and the style sheet."""
    _put(template, (SKELETONS / "shared/pay.html").read_text("utf-8"))
    _put(style, (SKELETONS / "shared/site.css").read_text("utf-8"))


def _facts(role: Role, titles: dict[str, str]) -> dict[str, Any]:
    skills = {id: name for id, name, _ in words.SKILLS}
    return {
        "title": role.title,
        "summary": role.summary,
        "field": role.field,
        "skills": [skills[id] for id in role.skills],
        "suits": role.suits,
        "suits_not": role.suits_not,
        "next": role.next,
        "next_title": titles[role.next] if role.next else None,
    }


def _prose(role: Role) -> str:
    """Return a role's text as any Markdown: figures set, a note and an opinion as plain quotes."""

    def figure(match: re.Match[str]) -> str:
        region, segment, column = re.findall(r'"([^"]*)"', match[0])
        return content.figure(role.pay[region][segment][column]).replace("not_collected", "не собрано")

    text = re.sub(r"\{\{ .*? \}\}", figure, role.text)
    return text.replace("> [!NOTE]\n> ", "> **Заметьте.** ").replace("— @practitioner", "— практик")


def _put_data(guide: Guide, folder: Path) -> None:
    """Write regions, segments and every role's pay as YAML."""
    _put(
        folder / "regions.yaml",
        content.as_yaml([{"id": id, "name": name, "where": where} for id, name, where, _ in words.REGIONS]),
    )
    _put(folder / "segments.yaml", content.as_yaml([{"id": id, "name": name} for id, name in words.SEGMENTS.items()]))
    for role in guide.roles:
        _put(folder / f"pay/{role.id}.yaml", content.as_yaml(as_data(role), rows=True))


def as_data(role: Role) -> dict[str, Any]:
    """Return a role's pay as maps of numbers, lists of two and names of gaps."""
    return {
        region: {segment: {column: _plain(value) for column, value in row.items()} for segment, row in rows.items()}
        for region, rows in role.pay.items()
    }


def _plain(value: int | tuple[int, int] | str) -> int | list[int] | str:
    return list(value) if isinstance(value, tuple) else value


def _pay_change(path: str, role: Role) -> Change:
    median = _median(role)
    after = f"median: {median // 1000}{{number:03}}"
    return Change(path, f"median: {median}", after, f'value="{median // 1000}{{number:03}}"')


def _copy(name: str, folder: Path) -> None:
    shutil.copytree(SKELETONS / name, folder, dirs_exist_ok=True)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
