"""Sites too large for GitHub Pages are told while they are built."""

from careerguide.checks import hosting


class Bytes(bytes):
    """A file that says to be larger than it is."""

    size = 0

    def __len__(self) -> int:
        return self.size


def file(megabytes: int) -> bytes:
    """Return a file that seems to be so large."""
    made = Bytes()
    made.size = megabytes * 1_000_000
    return made


def said(files: dict[str, bytes]) -> list[tuple[str, str]]:
    sizes = {path: len(content) for path, content in files.items()}
    return [(problem.path, str(problem.message)) for problem in hosting.check(sizes)]


def test_an_ordinary_site_is_far_from_the_limits() -> None:
    """Nothing is said of a site of 700 MB in files of up to 70."""
    assert said({f"{n}.png": file(70) for n in range(10)}) == []


def test_a_file_near_the_limit_is_named() -> None:
    """A file of 85 MB is told before it has grown past 100."""
    assert said({"a.png": file(85), "b.html": b"x"}) == [("a.png", "the file has 85 MB; 100 MB is the limit")]


def test_a_site_near_the_limit_is_told_once_at_its_largest_file() -> None:
    """A site of 1,050 MB is told at the file that weighs most."""
    files = {**{f"{n}.png": file(50) for n in range(20)}, "large.png": file(60)}

    assert said(files) == [("large.png", "the site has 1060 MB; 1000 MB is the limit")]
