"""What a site is made from is read once, and again whenever somebody has touched it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from careerguide import inputs


def _put(path: Path, content: bytes, like: os.stat_result | None = None) -> os.stat_result:
    path.write_bytes(content)
    if like:
        os.utime(path, ns=(like.st_atime_ns, like.st_mtime_ns))
    return path.stat()


def test_a_file_of_the_same_size_and_time_is_another_one_all_the_same(tmp_path: Path) -> None:
    """Whoever puts the time back cannot put back the time of the change; a file just written is not trusted at all."""
    path = tmp_path / "role.md"
    before = _put(path, b"one")
    assert inputs.read(str(path)).raw == b"one"

    _put(path, b"two", like=before)

    assert inputs.read(str(path)).raw == b"two"


def test_a_file_that_was_left_alone_is_not_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it held is known, until somebody touches it."""
    monkeypatch.setattr(inputs, "LEFT_ALONE_NS", -(10**12))
    path = tmp_path / "role.md"
    before = _put(path, b"one")
    first = inputs.read(str(path))

    assert (inputs.read(str(path)) is first) is inputs.KEEPS_TIME_OF_CHANGE
    _put(path, b"two", like=before)
    assert inputs.read(str(path)).raw == b"two"


def test_what_is_no_file_is_refused_and_what_is_too_large_cut_off(tmp_path: Path) -> None:
    """A pipe would be waited for; a large file is read as far as is needed to see that it is one."""
    (tmp_path / "large").write_bytes(b"x" * 100)

    assert inputs.read(str(tmp_path / "large"), 10).raw == b"x" * 11
    assert inputs.read(str(tmp_path / "large"), 100).raw == b"x" * 100
    with pytest.raises(inputs.NotOrdinary):
        inputs.read(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        inputs.read(str(tmp_path / "none"))
