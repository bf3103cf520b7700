"""How fast nothing but the parts would be: the libraries alone on the same guide, without the start of Python.

In: a guide and the folder of a finished site. Out: seconds of the clock and of the processor, by what is done.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import guide as content
import jinja2
import markdown
import words
import yaml
from measure import Measured
from projects import SKELETONS, as_data
from roles import Guide


def floors(guide: Guide, site: Path, scratch: Path) -> dict[str, Measured]:
    """Measure each part once."""
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    tables = [content.table_of(role) for role in guide.roles]
    return {
        "files written": _timed(lambda: _written(files, scratch)),
        "Markdown": markdown_alone(guide),
        "Jinja": _timed(lambda: _jinja(guide)),
        "YAML, C loader": _timed(lambda: [yaml.load(table, yaml.CBaseLoader) for table in tables]),
        "YAML, Python loader": _timed(lambda: [yaml.load(table, yaml.BaseLoader) for table in tables]),
    }


def markdown_alone(guide: Guide) -> Measured:
    """Measure Python-Markdown on every role's text."""
    converter = markdown.Markdown(extensions=["attr_list"])
    return _timed(lambda: [converter.reset().convert(role.text) for role in guide.roles])


def _timed(work: Callable[[], object]) -> Measured:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Measured(time.perf_counter() - wall, time.process_time() - cpu)


def _written(files: dict[Path, bytes], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, known in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(known)


def _jinja(guide: Guide) -> None:
    """Render what the other projects show of each role's pay: two charts and a table."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(SKELETONS / "shared"), autoescape=True)
    page = environment.from_string(
        '{% from "pay.html" import chart, table %}'
        "{{ chart(pay, regions, segments) }}{{ table(pay, regions, segments) }}"
    )
    regions = [{"id": id, "name": name} for id, name, *_ in words.REGIONS]
    segments = [{"id": id, "name": name} for id, name in words.SEGMENTS.items()]
    for role in guide.roles:
        page.render(pay=as_data(role), regions=regions, segments=segments)
