"""Every file that a site is built from is read by content, and once in a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerguide.incremental import input_files


def test_a_run_reads_a_file_once(tmp_path: Path) -> None:
    """A run sees one state of each file, and the next run the new one, whatever its size and time."""
    path = tmp_path / "role.md"
    path.write_bytes(b"one")
    read = input_files.read_once()
    first = read(str(path))
    path.write_bytes(b"two")

    assert read(str(path)) is first
    assert input_files.read_once()(str(path)).raw == b"two"
    assert input_files.read(str(path)).digest != first.digest


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A pipe or a folder is not waited for."""
    with pytest.raises(input_files.NotRegularFile):
        input_files.read(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        input_files.read(str(tmp_path / "none"))
