#!/usr/bin/env python3
"""Coverage-guided fuzzing of what reads content, with atheris (libFuzzer), for as long as a maintainer likes.

    uv run --with "atheris>=3,<4" fuzz/run.py prose -max_total_time=3600

The first word is the target (fuzz/targets.py); the rest are libFuzzer's options. What is found is put into fuzz/found/
as a file, with which the same command repeats it. The corpus grows in fuzz/corpus/, from the guides of the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

TARGETS = ("yaml", "role", "prose", "cell")
CELLS = ["50 000 – 60 000", "от 200 000", "до 60 тыс. ₽", "1,5 млн", "lost_in_source", "top_coded 200 000", "$1,234.50"]


def seeds(target: str) -> list[bytes]:
    """Return inputs to begin with, from the guides."""
    if target == "cell":
        return [cell.encode() for cell in CELLS]
    pattern = "*.yaml" if target == "yaml" else "*.md"
    return [path.read_bytes() for path in sorted((HERE.parent / "tests/guides").rglob(pattern))]


def corpus(target: str) -> Path:
    """Return the folder of inputs that an earlier run found, or of those to begin with."""
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for number, seed in enumerate(seeds(target)):
            (folder / f"seed-{number}").write_bytes(seed)
    return folder


def main() -> None:
    """Fuzz the target that the first argument names."""
    target = sys.argv[1] if len(sys.argv) > 1 else ""
    if target not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    with atheris.instrument_imports(include=["careerguide"]):
        from fuzz import targets

        run = targets.TARGETS[target]
        for seed in seeds(target):  # imports what is imported only where it is needed
            run(seed)
    found = HERE / "found"
    found.mkdir(exist_ok=True)
    options = ["-max_len=8192", "-timeout=10", f"-artifact_prefix={found}/", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], *options, str(corpus(target))], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
