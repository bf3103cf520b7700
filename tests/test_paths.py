"""Which paths a site may have."""

import pytest

from careerguide.publishing.paths import check


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "roles/commercial-director/index.html",
        ".well-known/security.txt",
        "données/été.html",
        "a b/c.html",
        "x" * 255,
        "consul/auxiliary.html",
        "com10.html",
    ],
)
def test_ordinary_paths_pass(path: str) -> None:
    """Names that every disk can store are no problem, in whatever script."""
    assert check([path]) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "no path of a file"),
        ("/etc/passwd", "no path of a file"),
        ("a/", "no path of a file"),
        ("../x", "leave the site"),
        ("a/../../x", "leave the site"),
        ("a/./x", "leave the site"),
        ("a//x", "leave the site"),
        ("a\\b", "contains"),
        ("C:/x", "contains"),
        ("a\0b", "contains"),
        ("a\nb", "contains"),
        ("what?", "contains"),
        ("con", "reserved on Windows"),
        ("roles/AUX.html", "reserved on Windows"),
        ("nul .txt", "reserved on Windows"),
        ("com1/index.html", "reserved on Windows"),
        ("lpt¹", "reserved on Windows"),
        ("a./x", "ends in a dot or a space"),
        ("a /x", "ends in a dot or a space"),
        ("\udc80", "not valid Unicode"),
        ("ж" * 128, "longer than 255"),
        ("x" * 256, "longer than 255"),
        ("/".join(["folder"] * 200), "longer than 1024"),
    ],
)
def test_paths_that_leave_the_site_or_cannot_be_stored(path: str, reason: str) -> None:
    """Each path that would leave the site, or that some disk cannot store, is named with the reason."""
    problems = check([path, "index.html"])
    assert [(problem.path, problem.line) for problem in problems] == [(path, 0)]
    assert reason in str(problems[0].message)


@pytest.mark.parametrize(
    "pair",
    [
        ("About/index.html", "about/index.html"),
        ("About/a.html", "about/b.html"),
        ("STRASSE", "straße"),
        ("\u0439.html", "\u0438\u0306.html"),
        ("a", "a/b"),
    ],
)
def test_paths_that_are_the_same_on_some_disk(pair: tuple[str, str]) -> None:
    """Two paths that differ only by case or Unicode form, or a file that is also a folder, cannot both be."""
    assert check(pair)


def test_reserved_names_are_taken() -> None:
    """A page cannot take the name of a file that the build writes for itself."""
    assert [str(problem.message) for problem in check(["x", "y"], reserved=["y"])] == [
        "this name is taken by the build itself"
    ]
