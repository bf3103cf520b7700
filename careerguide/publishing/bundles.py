"""Scripts that pages load together, sent as one file each: fewer requests, and fewer bytes in all.

In: the files of static/ by name. Out: the bundles whose parts are there, by name.
"""

from __future__ import annotations

from collections.abc import Mapping

EXPLORER = ("js/tables.js", "js/strip.js", "js/amounts.js", "js/explorer.js")
FIGURES = ("js/sort.js", "js/cells.js")
PROFILE = ("js/terms.js", "js/contents.js", "js/fit.js")
BUNDLES = {
    "js/page.js": ("js/site.js", "js/find.js"),  # of every page
    "js/profile.js": PROFILE,
    "js/paid-profile.js": (*PROFILE, "js/tables.js", "js/ladder.js"),
    "js/salaries.js": EXPLORER,
    "js/listed-salaries.js": (*EXPLORER, "js/list.js"),
    "js/figures.js": FIGURES,
    "js/salary.js": (*FIGURES, *EXPLORER),
    "js/pay-by-name.js": ("js/titles.js", "js/pay-choice.js"),
    "js/compare-by-name.js": ("js/titles.js", "js/compare.js"),
}


def bundled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the bundles that can be made of some files: their parts in order, as classic scripts run one by one."""
    return {
        name: b"\n".join(files[part] for part in parts)
        for name, parts in BUNDLES.items()
        if name not in files and all(part in files for part in parts)
    }
