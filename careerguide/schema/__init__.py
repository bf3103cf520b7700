"""The records that editors write, as frozen pydantic models; the JSON Schemas of `build.py schema` come from here.

In: plain dicts, lists and strings (YAML scalars are text). Out: typed records. The description of a field is what an
editor sees in completion; unknown keys are rejected; records do no input or output.
"""

from careerguide.schema.collection import Collection, Entry, EntryFacts
from careerguide.schema.dimensions import Dimension, DimensionValue
from careerguide.schema.fields import Accepted, Named, Record, SourceRef
from careerguide.schema.guide import CallToAction, NavigationItem, Settings, SkillLevel
from careerguide.schema.records import Page, Region, Skill, Term
from careerguide.schema.requirement import Requirement
from careerguide.schema.role import (
    ApplicantShare,
    Code,
    Expert,
    Fact,
    Fit,
    Learning,
    Link,
    Names,
    Path,
    Place,
    RequiredSkill,
    Role,
)
from careerguide.schema.statistics import ColumnKind
from careerguide.schema.table import (
    AcceptedInTable,
    CellNote,
    Column,
    InferrableField,
    PayCell,
    Row,
    SalaryTable,
)
from careerguide.schema.theme import Accent, Theme

__all__ = [
    "Accent",
    "Accepted",
    "AcceptedInTable",
    "ApplicantShare",
    "CallToAction",
    "CellNote",
    "Code",
    "Collection",
    "Column",
    "ColumnKind",
    "Dimension",
    "DimensionValue",
    "Entry",
    "EntryFacts",
    "Expert",
    "Fact",
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
    "RequiredSkill",
    "Requirement",
    "Role",
    "Row",
    "SalaryTable",
    "Settings",
    "Skill",
    "SkillLevel",
    "SourceRef",
    "Term",
    "Theme",
]
