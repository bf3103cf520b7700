"""The schemas of `build.py schema`: VS Code takes and refuses what a build does, as far as a schema can know."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from careerguide.editing.known import Known, look
from careerguide.editing.schemas import schemas
from careerguide.models import MAX_SLUG, SLUG, Page, Region, Role, Settings, Skill, Term
from careerguide.pay.salaries import decode
from careerguide.reading.decoding import decode_record
from careerguide.reading.folder import ContentFile, Kind, walk
from careerguide.reading.source import Data, Source, read
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
SOUND = look(HERE / "guides/minimal", ROOT / "templates/translations")[0].regions
GUIDES = sorted((HERE / "guides").iterdir())
INVALID = sorted(path for path in (HERE / "guides_invalid").iterdir() if path.is_dir())
SOURCE = {"id": "a", "kind": "other", "title": "T"}
SCHEMA = {
    Kind.GUIDE: "guide", Kind.REGIONS: "regions", Kind.SKILLS: "skills", Kind.GLOSSARY: "glossary",
    Kind.ROLE: "role", Kind.PAGE: "page", Kind.TABLE: "salary",
}  # fmt: skip

# Files that a build refuses and a schema takes, because a schema cannot know what is wrong with them.
CANNOT_KNOW = {
    "how amounts are written": [
        "cell-and-above", "cell-ambiguous-dot", "cell-dash", "cell-gap-misspelt", "cell-huge", "cell-less-than",
        "cell-nan", "cell-negative", "cell-not-available", "cell-pasted", "cell-slash", "cell-three-numbers",
        "cell-words",
    ],
    "that each row has each column and each segment, and no other": [
        "cell-missing", "cell-missing-segment", "cell-no-segment", "cell-unknown-column", "cell-unknown-segment",
    ],
    "which column takes a range, which an amount": ["cell-amount-for-band", "cell-range-for-median"],
    "that an id leads somewhere": ["cell-region-by-name", "cell-unknown-region", "many-files-at-once"],
    "columns and findings that do not fit each other": [
        "table-accepted-unknown", "table-p-on-band", "table-percentile-without-p",
    ],
}  # fmt: skip
EXCEPTIONS = {case: why for why, cases in CANNOT_KNOW.items() for case in cases}


# --- what an editor's program reads -------------------------------------------------------------------------------


class Core(yaml.SafeLoader):
    """The types of YAML 1.2 (its core schema), which VS Code's extension gives to plain scalars."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  as PyYAML has it


for tag, pattern, first in [
    ("null", r"(?:~|null|Null|NULL|)", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^{pattern}$"), first)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def as_vscode_reads(file: ContentFile) -> Any:
    """Return the values of a YAML file or of a front matter with the types that an editor's program gives them."""
    text = file.path.read_text(encoding="utf-8-sig")
    if file.path.suffix == ".md":
        text = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)[1]
    return json.loads(json.dumps(yaml.load(text, Core)))  # whose keys are text, as in JSON


@cache
def validator(guide: Path) -> dict[str, Any]:
    jsonschema = pytest.importorskip("jsonschema")
    known, _ = look(guide, ROOT / "templates/translations")
    return {name: jsonschema.Draft7Validator(schema) for name, schema in schemas(known).items()}


# --- what the models say ------------------------------------------------------------------------------------------


def data_of(file: ContentFile) -> Data | None:
    """Return a file's values as a build reads them, or None where it is no YAML, so that no schema is asked."""
    source, problems = read(file.path, file.shown)
    if source is None:
        return None
    parsed = parse_markdown(source) if file.path.suffix == ".md" else parse_yaml(source)
    return None if problems or parsed[-1] else parsed[0]


def models_take(file: ContentFile, data: Data, known: Known) -> bool:
    lists = {Kind.REGIONS: Region, Kind.SKILLS: Skill, Kind.GLOSSARY: Term}
    if file.kind in lists:
        ids = all(SLUG.fullmatch(id) and len(id) <= MAX_SLUG for id in data.value)
        return ids and not any(decode_record(lists[file.kind], data, id=id, loc=(id,))[1] for id in data.value)
    if file.kind is Kind.TABLE:
        return not decode(data, file.id, SOUND | known.regions)[1]  # a broken regions.yaml is no fault of the table
    if file.kind is Kind.GUIDE:
        return not decode_record(Settings, data)[1]
    return not decode_record(Role if file.kind is Kind.ROLE else Page, data, id=file.id)[1]


def verdicts(guide: Path) -> Iterator[tuple[ContentFile, bool, bool, str]]:
    """Yield each file that can be read, whether the models take it, whether its schema does, and why not."""
    known, _ = look(guide, ROOT / "templates/translations")
    for file in walk(guide)[0]:
        data = data_of(file)
        if data is not None:
            errors = [error.message for error in validator(guide)[SCHEMA[file.kind]].iter_errors(as_vscode_reads(file))]
            yield file, models_take(file, data, known), not errors, "; ".join(errors)[:500]


@pytest.mark.parametrize("guide", [*GUIDES, ROOT / "content"], ids=lambda guide: guide.name)
def test_what_is_right_is_accepted_by_both(guide: Path) -> None:
    """No file of a sound guide is marked in an editor's program."""
    assert [(file.shown, why) for file, models, schema, why in verdicts(guide) if not (models and schema)] == []


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_what_is_wrong_is_refused_by_both(case: Path, tmp_path: Path) -> None:
    """Each broken file is marked in an editor's program if a build refuses it, but for what a schema cannot know."""
    guide = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", guide)
    shutil.copytree(case, guide, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected*"))

    differing = [(file.shown, models, why) for file, models, schema, why in verdicts(guide) if models != schema]
    if case.name in EXCEPTIONS:
        assert differing, f"{case.name} is no exception any more"
        assert all(not models for _, models, _ in differing), "a schema refuses what a build takes"
    else:
        assert differing == []


def test_references_are_offered_and_others_not_refused(tmp_path: Path) -> None:
    """A schema knows the guide's ids when it is written, not later: an id that is new since then is no mistake."""
    role = {"title": "X", "summary": "Y", "skills": ["juggling"], "pay": "x", "path": {"to": ["clown"]}}
    check = validator(ROOT / "content")["role"]

    assert check.is_valid(role)
    assert "negotiation" in json.dumps(check.schema["properties"]["skills"])
    assert "commercial-director" in json.dumps(check.schema["properties"]["path"])
    assert "client-department-head" in json.dumps(check.schema["properties"]["pay"])


@pytest.mark.parametrize(("record", "right", "wrong"), [
    ("role", {"draft": ["yes", "да", True, "NO"]}, {"draft": ["maybe", 1, None, ""]}),
    ("role", {"reviewed": ["2024-02-29"]}, {"reviewed": ["2024", 2024, "2024-13-01", "2024-04-31", "unknown"]}),
    ("role", {"pay": ["x-1", 7]}, {"pay": ["X", "a_b", "-x", "x" * 65, -7]}),
    ("role", {"title": ["X", 1984, True]}, {"title": ["", "  ", None, ["X"], {"a": "b"}]}),
    ("role", {"applicants": [[{"share": share, "who": "x"}] for share in (0, 64.5, "64 %", "64,5%", 100)]},
     {"applicants": [[{"share": share, "who": "x"}] for share in (-1, 101, "много", "164 %")]}),
    ("role", {"related": [["x"], ["some words"], [{"role": "x", "why": "y"}], [{"text": "x", "inferred": "yes"}]]},
     {"related": ["x", [{"role": "x", "text": "y"}], [{"why": "x"}], [{"role": "X"}]]}),
    ("role", {"sources": [[{**SOURCE, "date": date}] for date in ("unknown", 2024, "2024-05")]},
     {"sources": [[{**SOURCE, "date": date}] for date in ("в мае", 20, "2024-5", 2024.5)]}),
    ("guide", {"base_url": ["https://example.org/x/"], "stale_after_months": [1, "24"]},
     {"base_url": ["example.org", "javascript:alert(1)", 5], "stale_after_months": [0, 601, "two", 1.5]}),
    ("guide", {"call_to_action": [{"label": "x", "url": "mailto:a@b.c"}]},
     {"call_to_action": [{"label": "x", "url": "a@b.c"}]}),
])  # fmt: skip
def test_fields_take_what_their_models_take(record: str, right: dict[str, Any], wrong: dict[str, Any]) -> None:
    """Value by value, the schema says what the model says of the same text."""
    least = {"role": {"title": "T", "summary": "S"}, "guide": {"title": "T", "tagline": "T", "language": "ru"}}[record]
    model = {"role": Role, "guide": Settings}[record]
    check = validator(ROOT / "content")[record]
    for values, expected in ((right, True), (wrong, False)):
        for key, candidates in values.items():
            for value in candidates:
                assert check.is_valid({**least, key: value}) is expected, (key, value)
                data = _as_text({**least, key: value})
                assert (decode_record(model, data)[0] is not None) is expected, (key, value)


def _as_text(value: dict[str, Any]) -> Data:
    """Return values as our reader would have them: all scalars text, nothing as the empty text."""

    def text(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: text(inner) for key, inner in part.items()}
        if isinstance(part, list):
            return [text(inner) for inner in part]
        return "" if part is None else str(part).lower() if isinstance(part, bool) else str(part)

    return Data(Source("x", ""), text(value))


def test_every_schema_is_one_and_is_described(tmp_path: Path) -> None:
    """Each is valid by its own draft, and each field tells in the guide's language what it is for."""
    jsonschema = pytest.importorskip("jsonschema")
    known, _ = look(ROOT / "content", ROOT / "templates/translations")
    for schema in schemas(known).values():
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["title"] != ""
    for name in ("guide", "role", "page", "salary"):
        fields = schemas(known)[name]["properties"]
        assert [key for key, field in fields.items() if not field.get("description")] == []
        assert re.search("[а-я]", fields["role" if name == "salary" else "title"]["description"])
