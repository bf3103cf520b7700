"""The records that editors write, as frozen pydantic models; the JSON Schemas of `build.py schema` come from here.

In: plain dicts, lists and strings (YAML scalars are text). Out: typed records. Every field's description is what an
editor reads in completion; unknown keys are refused; a record does no input or output.
"""

from careerguide.models.fields import MAX_SLUG, SLUG, Accepted, Named, Record, SourceRef, When
from careerguide.models.guide import CallToAction, NavigationItem, Page, Region, Settings, Skill, Term
from careerguide.models.role import ApplicantShare, Code, Expert, Fit, Learning, Link, Names, Path, Place, Role
from careerguide.models.table import AcceptedInTable, Column, ColumnKind, InferrableField, PayCell, Row, SalaryTable

__all__ = [
    "MAX_SLUG",
    "SLUG",
    "Accepted",
    "AcceptedInTable",
    "ApplicantShare",
    "CallToAction",
    "Code",
    "Column",
    "ColumnKind",
    "Expert",
    "Fit",
    "InferrableField",
    "Learning",
    "Link",
    "Named",
    "Names",
    "NavigationItem",
    "Page",
    "Path",
    "PayCell",
    "Place",
    "Record",
    "Region",
    "Role",
    "Row",
    "SalaryTable",
    "Settings",
    "Skill",
    "SourceRef",
    "Term",
    "When",
]
