"""The records that editors write, as frozen pydantic models; the JSON Schemas of `build.py schema` come from here.

In: plain dicts, lists and strings (YAML scalars are text). Out: typed records. The description of a field is what an
editor sees in completion; unknown keys are rejected; records do no input or output.
"""

from careerguide.schema.collection import Collection, Entry, EntryFacts
from careerguide.schema.dimensions import Dimension, DimensionValue
from careerguide.schema.fields import Accepted, Named, Record, SourceRef
from careerguide.schema.guide import CallToAction, Settings, SkillLevel
from careerguide.schema.records import Page, Region, Skill, Term
from careerguide.schema.role import Code, Expert, Fit, Learning, Link, Role
from careerguide.schema.statistics import ColumnKind
from careerguide.schema.table import AcceptedInTable, Column, InferrableField, PayCell, Row, SalaryTable

__all__ = [
    "Accepted",
    "AcceptedInTable",
    "CallToAction",
    "Code",
    "Collection",
    "Column",
    "ColumnKind",
    "Dimension",
    "DimensionValue",
    "Entry",
    "EntryFacts",
    "Expert",
    "Fit",
    "InferrableField",
    "Learning",
    "Link",
    "Named",
    "Page",
    "PayCell",
    "Record",
    "Region",
    "Role",
    "Row",
    "SalaryTable",
    "Settings",
    "Skill",
    "SkillLevel",
    "SourceRef",
    "Term",
]
