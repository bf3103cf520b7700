"""The checks of a finished site: its links, what its pages weigh, the limits of its host.

In: a `Site`. Out: Problems. Of a site whose links were all right the last time, those alone are looked at that may have
gone wrong since.
"""

from __future__ import annotations

from careerguide.assembling import Site
from careerguide.cache import digest_of
from careerguide.checking import budget, hosting, links
from careerguide.checking.links import Checked
from careerguide.problems import Problem
from careerguide.publishing.output import Reused
from careerguide.tracing import stamp


def findings(site: Site, base_url: str) -> list[Problem]:
    """Return what is wrong with a site; in a preview with its links alone."""
    problems = _links(site, base_url)
    if site.options.command == "serve":
        return problems
    weights = {path: piece.weight for path, piece in site.pieces.items() if piece.weight}
    sizes = {path: it.size if isinstance(it, Reused) else len(it) for path, it in site.files.items()}
    return [*problems, *budget.over(weights, site.static), *hosting.check(sizes)]


def _links(site: Site, base_url: str) -> list[Problem]:
    key = digest_of("links", base_url, site.options.command)
    pages = {path: (piece.digest, piece.ids) for path, piece in site.pieces.items() if piece.weight}
    drawings = {path: (stamp(site.static[path]).hex(), b"") for path in site.links.keys() - pages.keys()}
    now = Checked(frozenset({*site.pieces, *site.static}), {**pages, **drawings})  # no page names cards or the search
    before: Checked | None = site.cache.get(key)
    asking = None if before is None else before.asking(now)
    problems = links.resolve(site.links, now.paths, site.content, base_url, asking)
    if not problems:
        site.cache.put(key, now)
    return problems
