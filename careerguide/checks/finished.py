"""The checks of a finished site: links, page weight, limits of the host.

In: a `SiteBuild`. Out: Problems. After a build without broken links, only those are checked that may have broken since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from careerguide.checks import budget, hosting, links
from careerguide.checks.links import Checked
from careerguide.core.problems import Message, Problem, Severity
from careerguide.incremental.cache import digest_of
from careerguide.incremental.dependencies import value_digest
from careerguide.outputs.page_weight import PageWeigher, Weight
from careerguide.outputs.site_build import SiteBuild
from careerguide.schema.records import Kind, record_at

MOST_COMPARED = 40  # pages of a kind that are gone, and new ones, among which one that was only renamed is searched


def findings(site: SiteBuild, base_url: str) -> list[Problem]:
    """Return the Problems of a site; in a preview, those of its links alone."""
    problems = _links(site, base_url)
    if site.options.command == "serve":
        return problems
    sizes = {path: len(it) if isinstance(it, bytes) else it.size for path, it in site.files.items()}
    return [*problems, *_gone(site), *budget.over(_weights(site), site.static), *hosting.check(sizes)]


def _gone(site: SiteBuild) -> Iterator[Problem]:
    """Yield advice for each page of a record that was published before, and has no page at its address any more."""
    gone, new = _by_kind(site.published.keys() - site.files.keys()), _by_kind(site.files.keys() - site.published.keys())
    for kind, pages in gone.items():
        moved = _moved(site, pages, new.get(kind, {})) if len(pages) <= MOST_COMPARED else {}
        for path, id in pages.items():
            what = Message("the page {address} was published before, and is gone", address=kind.page(id))
            hint = Message("if another has taken its place, add to that one: was: [{id}]", id=id)
            if path in moved:
                address = kind.page(moved[path])
                hint = Message("its text stands at {address} now: add to that one: was: [{id}]", address=address, id=id)
            yield Problem(f"{site.options.output.name}/{path}", 0, 1, what, hint, Severity.ADVICE, "gone")


def _by_kind(paths: Iterable[str]) -> dict[Kind, dict[str, str]]:
    """Return the pages of records among some files by kind, each with its id."""
    pages: dict[Kind, dict[str, str]] = {}
    for path in sorted(paths):
        if found := record_at(path.removesuffix("index.html")):
            pages.setdefault(found[0], {})[path] = found[1]
    return pages


def _moved(site: SiteBuild, gone: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return the pages that are gone, each with the id of the one new page that reads the same."""
    if not new or len(new) > MOST_COMPARED:
        return {}
    at: dict[str, list[str]] = {}
    for path, id in new.items():
        at.setdefault(_words(site.content(path)), []).append(id)
    alike = {path: at.get(_words(_published(site.options.output / path)), []) for path in gone}
    return {path: ids[0] for path, ids in alike.items() if len(ids) == 1}


def _published(page: Path) -> bytes:
    """Return what stands in place of a published page; nothing where it cannot be read, as in an archive."""
    try:
        return page.read_bytes()
    except OSError:
        return b""


def _words(page: bytes) -> str:
    """Return the words of the main part of a page, which may have been changed by hand."""
    _, _, main = page.decode("utf-8", "replace").partition("<main")
    return " ".join(re.sub("<[^>]*>", " ", main.partition("</main>")[0]).split())


def _weights(site: SiteBuild) -> dict[str, Weight]:
    """Return the weight of the largest page of each kind. It is cached by the page, which names what it loads."""
    weigher = PageWeigher(site.static)
    weights = {}
    for path in budget.largest({path: output.size for path, output in site.pages.items()}):
        key = digest_of("weight", path, site.outputs[path].digest)
        weight: Weight | None = site.cache.get(key)
        if weight is None:
            weight = weigher.weigh(path, site.content(path))
            site.cache.put(key, weight)
        weights[path] = weight
    return weights


def _links(site: SiteBuild, base_url: str) -> list[Problem]:
    key = digest_of("links", base_url, site.options.command)
    pages = {path: (output.digest, output.ids) for path, output in site.pages.items()}
    drawings = {path: (value_digest(site.static[path]).hex(), b"") for path in site.links.keys() - pages.keys()}
    now = Checked(frozenset({*site.outputs, *site.static}), {**pages, **drawings})  # no page links cards or the search
    before: Checked | None = site.cache.get(key)
    to_check = None if before is None else before.pages_to_check(now)
    problems = links.resolve(site.links, now.paths, site.content, base_url, to_check)
    if not problems:
        site.cache.put(key, now)
    return problems
