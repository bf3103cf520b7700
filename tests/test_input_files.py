"""Every file that a site is built from is read by content, and once in a run."""

from __future__ import annotations

import os
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


def test_a_preview_reads_only_what_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read again when it is another one or was written to, even if its size and date are the same."""
    monkeypatch.setattr(input_files, "SETTLED", -1)
    path, other = tmp_path / "role.md", tmp_path / "other.md"
    path.write_bytes(b"one")
    os.utime(path, (0, 0))
    read = input_files.read_changed()
    first = read(str(path))
    assert read(str(path)) is first

    path.write_bytes(b"two")
    os.utime(path, (0, 0))
    assert read(str(path)).raw == b"two"

    other.write_bytes(b"six")
    os.utime(other, (0, 0))
    other.replace(path)
    assert read(str(path)).raw == b"six"


def test_a_preview_does_not_trust_the_times_of_a_file_just_written(tmp_path: Path) -> None:
    """Within a tick of the clock a second change leaves no trace: such a file is read again."""
    path = tmp_path / "role.md"
    path.write_bytes(b"one")
    read = input_files.read_changed()

    assert read(str(path)) is not read(str(path))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A pipe or a folder is not waited for."""
    with pytest.raises(input_files.NotRegularFile):
        input_files.read(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        input_files.read(str(tmp_path / "none"))
