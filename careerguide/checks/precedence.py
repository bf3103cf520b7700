"""Orders roles from established to new, so that advice from comparing roles is given to the new ones.

In: the guide. Out: its roles in an order that does not change when a role is added. The dates of files do not show
which is older, because git gives all files of a checkout the same one.
"""

from __future__ import annotations

import datetime
from collections import Counter

from careerguide.guide.guide import Guide
from careerguide.guide.references import links_of
from careerguide.schema import Role


def established_first(guide: Guide) -> list[Role]:
    """Return the roles: drafts last, and otherwise by the date of review and the number of references to them."""
    named = Counter(link.role for role in guide.roles.values() for _, link in links_of(role))
    named.update(table.role for table in guide.current_tables)

    def precedence(role: Role) -> tuple[bool, datetime.date, int]:
        return role.draft, role.reviewed or datetime.date.max, -named[role.id]

    return sorted(guide.roles.values(), key=precedence)
