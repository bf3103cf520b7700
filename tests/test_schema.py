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

from careerguide.editing.schemas import schemas
from careerguide.guide.files import decode
from careerguide.guide.folder import ContentFile, walk
from careerguide.guide.snapshot import GuideSnapshot, read_snapshot
from careerguide.reading.source import Data, Source, read
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml
from careerguide.schema import Role, Settings
from careerguide.schema.decoding import decode_record

HERE = Path(__file__).parent
ROOT = HERE.parent
SOUND = read_snapshot(HERE / "guides/minimal", ROOT / "templates/translations")[0].regions
INVALID = sorted(path for path in (HERE / "guides_invalid").iterdir() if path.is_dir())
SOURCE = {"id": "a", "kind": "other", "title": "T"}

# Files that a build refuses and a schema takes, because a schema cannot know what is wrong with them.
CANNOT_KNOW = {
    "how amounts are written": [
        "cell-and-above", "cell-ambiguous-dot", "cell-dash", "cell-formula", "cell-gap-misspelt", "cell-huge",
        "cell-less-than", "cell-nan", "cell-negative", "cell-not-available", "cell-pasted", "cell-with-more-in-it",
        "cell-slash", "cell-three-numbers", "cell-words",
    ],
    "that each row has each column and each segment, and no other": [
        "cell-missing", "cell-missing-segment", "cell-no-segment", "cell-unknown-column", "cell-unknown-segment",
        "lookalike-letters", "table-key-renamed",
    ],
    "which column takes a range, which an amount": ["cell-amount-for-band", "cell-range-for-median"],
    "that an id leads somewhere": ["cell-region-by-name", "cell-unknown-region", "many-files-at-once"],
    "which currencies there are": ["table-currency-old"],
    "columns and findings that do not fit each other": [
        "table-accepted-unknown", "table-levels-as-columns", "table-median-twice",
        "table-p-on-band", "table-percentile-without-p",
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
    known, _ = read_snapshot(guide, ROOT / "templates/translations")
    return {name: jsonschema.Draft7Validator(schema) for name, schema in schemas(known).items()}


# --- verdicts of the models ---------------------------------------------------------------------------------------


def data_of(file: ContentFile) -> Data | None:
    """Return a file's values as a build reads them, or None where it is no YAML, so that no schema is asked."""
    source, problems = read(file.path, file.display_path)
    if source is None:
        return None
    parsed = parse_markdown(source) if file.path.suffix == ".md" else parse_yaml(source)
    return None if problems or parsed[-1] else parsed[0]


def models_take(file: ContentFile, data: Data, known: GuideSnapshot) -> bool:
    regions = {**SOUND, **known.regions}  # a broken regions.yaml is no fault of the table
    return not decode(file.kind, file.id, data, regions)[1]


def verdicts(guide: Path) -> Iterator[tuple[ContentFile, bool, bool, str]]:
    """Yield each file that can be read, whether the models take it, whether its schema does, and why not."""
    known, _ = read_snapshot(guide, ROOT / "templates/translations")
    for file in walk(guide)[0]:
        data = data_of(file)
        if data is not None:
            errors = [error.message for error in validator(guide)[file.kind.schema].iter_errors(as_vscode_reads(file))]
            yield file, models_take(file, data, known), not errors, "; ".join(errors)[:500]


def test_what_is_right_is_accepted_by_both(any_guide: Path) -> None:
    """No file of a sound guide is marked in an editor's program."""
    assert [
        (file.display_path, why) for file, models, schema, why in verdicts(any_guide) if not (models and schema)
    ] == []


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_what_is_wrong_is_refused_by_both(case: Path, tmp_path: Path) -> None:
    """Each broken file is marked in an editor's program if a build refuses it, but for what a schema cannot know."""
    guide = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", guide)
    shutil.copytree(case, guide, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected*"))

    differing = [(file.display_path, models, why) for file, models, schema, why in verdicts(guide) if models != schema]
    if case.name in EXCEPTIONS:
        assert differing, f"{case.name} is no exception any more"
        assert all(not models for _, models, _ in differing), "a schema refuses what a build takes"
    else:
        assert differing == []


def test_references_are_offered_and_others_not_refused(tmp_path: Path) -> None:
    """A schema knows the guide's ids when it is written, not later: an id that is new since then is no mistake."""
    role = {"title": "X", "summary": "Y", "skills": ["juggling"], "pay": "x", "path": {"to": ["clown"]}}
    check = validator(HERE / "guides/account-management")["role"]

    assert check.is_valid(role)
    assert "negotiation" in json.dumps(check.schema["properties"]["skills"])
    assert "commercial-director" in json.dumps(check.schema["properties"]["path"])
    assert "client-department-head" in json.dumps(check.schema["properties"]["pay"])


@pytest.mark.parametrize(("record", "right", "wrong"), [
    ("role", {"draft": ["yes", "да", True, "NO"]}, {"draft": ["maybe", 1, None, ""]}),
    ("role", {"reviewed": ["2024-02-29"]}, {"reviewed": ["2024", 2024, "2024-13-01", "2024-04-31", "unknown"]}),
    ("role", {"pay": ["x-1", 7]}, {"pay": ["X", "a_b", "-x", "x" * 101, -7]}),
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
    """For each value, the schema and the model agree on whether it is valid."""
    least = {"role": {"title": "T", "summary": "S"}, "guide": {"title": "T", "tagline": "T", "language": "ru"}}[record]
    model = {"role": Role, "guide": Settings}[record]
    check = validator(HERE / "guides/account-management")[record]
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
    known, _ = read_snapshot(HERE / "guides/account-management", ROOT / "templates/translations")
    for schema in schemas(known).values():
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["title"] != ""
    for name in ("guide", "role", "page", "salary"):
        fields = schemas(known)[name]["properties"]
        assert [key for key, field in fields.items() if not field.get("description")] == []
        assert re.search("[а-я]", fields["role" if name == "salary" else "title"]["description"])
