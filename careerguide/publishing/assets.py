"""The files that pages load: static/ (the maintainer's) and the pictures of the content (the editors').

In: the folders, and the published files of the pictures. Out: `Assets`: the files of the site by path, the name under
which each is published, and Problems.

Style sheets, scripts, fonts and icons in subfolders of static/ are published under names that contain a digest of
their content; files at its top, which are requested by a fixed name, keep theirs. Bundles of scripts are published too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerguide.core.addresses import CARDS, INDEX
from careerguide.core.problems import Message, Problem, did_you_mean
from careerguide.incremental import input_files
from careerguide.incremental.input_files import Reader
from careerguide.publishing import paths
from careerguide.publishing.bundles import bundled
from careerguide.publishing.fingerprints import PublishedNames
from careerguide.reading.folder_files import read_folder


@dataclass(frozen=True)
class Assets:
    """`files` by published path; `names` from the name in static/ (or a picture's path) to that path."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()

    def published(self, name: str) -> str:
        """Return the path under which an asset is published; KeyError, a mistake in a template, where there is none."""
        if name not in self.names:
            hint = did_you_mean(name, self.names)
            raise KeyError(f"there is no asset {name}" + (f": {hint}" if hint else ""))
        return self.names[name]


def path(layers: Sequence[Path], name: str) -> Path:
    """Return the path of a file in the first of the folders that has it, or in the last."""
    return next((folder / name for folder in layers if (folder / name).is_file()), layers[-1] / name)


def load(
    layers: Sequence[Path],
    pictures: Mapping[str, bytes] | None = None,
    theme: Mapping[str, bytes | None] | None = None,
    *,
    fingerprint: bool = True,
    read: Reader = input_files.read,
) -> Assets:
    """Return the files of the folders, which may be missing, and the pictures of the content, by path.

    A file of the first folder covers that of the same name in the next, and one of `theme` covers both; None leaves it
    out. Without `fingerprint`, as in a preview, they keep their names.
    """
    pictures, static = pictures or {}, layers[0]
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for folder in reversed(layers):
        files, more = read_folder(folder, folder.name, read)
        found |= {name: file.raw for name, file in files.items()}
        problems += more
    named = {name: content for name, content in {**found, **(theme or {})}.items() if content is not None}
    named |= bundled(named)
    names = PublishedNames(named, static.name, fingerprint)
    for name in sorted(named):
        names.publish(name)
    taken = names.names.keys() & pictures.keys()
    problems += [_same_address(static, path) for path in sorted(taken)]
    return Assets(
        {**names.names, **{path: path for path in pictures}},
        {**names.files, **pictures},
        tuple(sorted(problems + names.problems, key=lambda problem: problem.sort_key)),
    )


def conflicts(assets: Assets, generated: Iterable[str], folder: str) -> list[Problem]:
    """Return a Problem for each asset of static/, named `folder`, at the address of a generated file.

    Upper and lower case are equal, as on some disks.
    """
    taken = {paths.fold(path): path for path in generated}
    problems = []
    for name, published in sorted(assets.names.items()):
        other = published if published.startswith((INDEX, CARDS)) else taken.get(paths.fold(published))
        if other:
            message = Message("this file would replace {path}, which the build makes", path=other)
            hint = Message("rename it, or delete it")
            problems.append(Problem(f"{folder}/{name}", 0, 1, message, hint, check="assets"))
    return problems


def _same_address(static: Path, path: str) -> Problem:
    message = Message("a picture of the content has the same address")
    return Problem(f"{static.name}/{path}", 0, 1, message, Message("give one of them another name"), check="assets")
