"""A file of the project that is named in a document, docstring or comment exists."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import ROOT

FOLDERS = ("careerguide", "static", "templates", "tests", "tools", "benchmarks", "fuzz", "docs", ".ci", ".github")
SPEAKING = (".py", ".js", ".cjs", ".css", ".html", ".yml", ".toml")
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//.*?$|\{#.*?#\}|(?:^|\s)#\s.*?$", re.DOTALL | re.MULTILINE)
NAME = re.compile(
    r"(?<![\w./*<>{}:-])(?!\S*index\.html)([\w./-]*\w\.(?:py|js|cjs|mjs|css|html|yml|toml|po|sh|svg))(?![\w-]|\.\w)"
)
ELSEWHERE = {  # of a package that is used, of an installed program, and examples
    *("livereload.js", "ru_RU.po", "css/site.1f2e3d4c.css"),
    *("careerguide/base.html", "careerguide/build.py", "careerguide/role.html"),
    *("css/own.css", "static/css/own.css", "templates/translations/en.po"),
    *("content/images/logo.svg", "images/logo.svg", "employer.html", "templates/employer.html"),
    *("templates/translations/fr.po", "templates/translations/fr.editors.po", "fr.po", "fr.editors.po", "pt_BR.po"),
    *("css/theme.css", "/404.html", "/guide/404.html", "site.1f2e3d4c.css"),  # of a finished site
    *("js/page.js", "js/profile.js", "js/salary.js"),
    *(".gitlab-ci.yml", "netlify.toml"),
}


def files() -> list[Path]:
    """Return the files of the project, without those of guides and what lies in hidden folders of its folders."""
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if path.is_file()]
    inner = [path.relative_to(ROOT) for path in (*below, *(ROOT / ".ci").iterdir())]
    top = [path.relative_to(ROOT) for path in ROOT.iterdir() if path.is_file()]
    own = [path for path in inner if not any(re.match(r"\.|guides|__pycache__", part) for part in path.parts[1:])]
    return sorted({*top, *own})


def speaks(path: Path) -> bool:
    document = (path.suffix == ".md" and path.parts[0] != "benchmarks") or path == Path("benchmarks/README.md")
    return document or path.suffix in SPEAKING or path.parts[0] == ".ci"


def spoken(path: Path) -> Iterator[str]:
    """Return the docstrings and comments of a file; a document is spoken as a whole."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                yield ast.get_docstring(node) or ""
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        yield from (token.string for token in tokens if token.type == tokenize.COMMENT)
    elif path.suffix in {".js", ".css", ".html", ".yml"}:
        yield from COMMENT.findall(text)
    else:
        yield text


@pytest.fixture(scope="module")
def endings() -> set[str]:
    """Every way to name a file of the project: by its path, or by the last parts of it."""
    return {"/".join(path.parts[first:]) for path in files() for first in range(len(path.parts))}


def test_every_file_that_is_named_exists(endings: set[str]) -> None:
    """Whoever follows a name finds the file; index.html is a page of the finished site."""
    named = {
        (path.as_posix(), name)
        for path in filter(speaks, files())
        for text in spoken(ROOT / path)
        for name in NAME.findall(text)
    }
    assert {(path, name) for path, name in named if re.sub(r"^(\.\.?/)+", "", name) not in endings | ELSEWHERE} == set()
