"""The checks of a finished site: links, page weight, limits of the host.

In: a `SiteBuild`. Out: Problems. After a build without broken links, only those are checked that may have broken since.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerguide.checks import budget, hosting, links
from careerguide.checks.links import Checked
from careerguide.core.problems import Message, Problem, Severity
from careerguide.incremental.cache import digest_of
from careerguide.incremental.dependencies import value_digest
from careerguide.outputs.page_weight import PageWeigher, Weight
from careerguide.outputs.site_build import SiteBuild
from careerguide.schema.records import record_at


def findings(site: SiteBuild, base_url: str) -> list[Problem]:
    """Return the Problems of a site; in a preview, those of its links alone."""
    problems = _links(site, base_url)
    if site.options.command == "serve":
        return problems
    sizes = {path: len(it) if isinstance(it, bytes) else it.size for path, it in site.files.items()}
    return [*problems, *_gone(site), *budget.over(_weights(site), site.static), *hosting.check(sizes)]


def _gone(site: SiteBuild) -> Iterator[Problem]:
    """Yield advice for each page of a record that was published before, and has no page at its address any more."""
    for path in sorted(site.published.keys() - site.files.keys()):
        if found := record_at(path.removesuffix("index.html")):
            kind, id = found
            what = Message("the page {address} was published before, and is gone", address=kind.page(id))
            hint = Message("if another has taken its place, add to that one: was: [{id}]", id=id)
            yield Problem(f"{site.options.output.name}/{path}", 0, 1, what, hint, Severity.ADVICE, "gone")


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
