"""docs/hosting.md: its nginx serves a site as it says, its other settings can be read by those for whom they are."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import build

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "docs/hosting.md", ROOT / "docs/hosting.ru.md")
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = dict(FILE.findall(DOCUMENTS[0].read_text(encoding="utf-8")))
NGINX = "/etc/nginx/conf.d/guide.conf"
FOR_EVER = "public, max-age=31536000, immutable"


def nginx() -> str:
    """Return the program; where it is missing the test is skipped, or fails where it has to be there."""
    found = os.environ.get("NGINX") or shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        if os.environ.get("REQUIRE_NGINX"):
            pytest.fail("nginx is not installed")
        pytest.skip("nginx is not installed")
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a picture, its search index and its cards, and with the file of headers."""
    folder = tmp_path_factory.mktemp("guide")
    (folder / "static").mkdir()
    (folder / "static/_headers").write_text(EXAMPLES["static/_headers"], encoding="utf-8")
    options = [f"--content={ROOT / 'tests/guides/minimal'}", f"--static={folder / 'static'}", f"--cache={folder / 'c'}"]
    address = "--base-url=https://guide.example.org/"
    assert build.main(["build", "--strict", "--quiet", *options, address, f"--output={folder / 'site'}"]) == 0
    return folder / "site"


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port at which nginx serves the site."""
    with serving(site, tmp_path_factory.mktemp("nginx")) as port:
        yield port


@contextlib.contextmanager
def serving(root: Path, folder: Path, place: str = "/") -> Iterator[int]:
    """Run nginx, in a folder of its own and with the rights of whoever runs the test; yield its port."""
    program = nginx()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = EXAMPLES[NGINX]
    for stated, here in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /srv/guide;", f"root {root};")):
        assert text.count(stated) == 1
        text = text.replace(stated, here)
    text = text.replace(" /404.html;", f" {place}404.html;")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    main = f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{main}http {{\naccess_log off;\n{temporary}{text}}}\n", encoding="utf-8")
    command = [program, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + 20
            while process.poll() is None and time.monotonic() < until:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.02)
            assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
            yield port
        finally:
            process.terminate()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers and the content of an address."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_nginx_serves_every_file_with_its_type(server: int, site: Path) -> None:
    """Nothing that browsers run or show is sent as bytes of no kind; hidden files are not sent."""
    untyped = {"", ".pf_fragment", ".pf_index", ".pf_meta", ".pagefind"}  # what the search fetches as bytes
    for path in (path for path in site.rglob("*") if path.is_file()):
        status, headers, content = get(server, f"/{path.relative_to(site).as_posix()}")
        if path.name.startswith("."):
            assert status == 404
            continue
        assert (status, content) == (200, path.read_bytes())
        assert (headers["content-type"] == "application/octet-stream") == (path.suffix in untyped), path
        assert headers["x-content-type-options"] == "nosniff"


def test_nginx_lets_browsers_keep_what_never_changes(server: int, site: Path) -> None:
    """Names with a digest for ever; pages and data are asked for again, and not sent twice."""
    style = next(site.glob("css/site.*.css")).name
    picture = next(site.glob("cards/*.png")).name
    for path in (f"/css/{style}", f"/cards/{picture}"):
        assert get(server, path)[1]["cache-control"] == FOR_EVER
    for path in ("/", "/roles/designer/", "/data/designer.csv", "/pagefind/pagefind.js", "/sitemap.xml", "/icon.svg"):
        status, headers, _ = get(server, path)
        assert (status, headers["cache-control"]) == (200, "no-cache")
        assert get(server, path, If_None_Match=headers["etag"])[0] == 304


def test_nginx_serves_a_site_below_the_root(site: Path, tmp_path: Path) -> None:
    """As the document says: the folder at its place below the root, and its own page for what is not there."""
    picture = next(site.glob("cards/*.png")).name
    part = next(site.glob("pagefind/fragment/*")).name
    with serving(site.parent, tmp_path, f"/{site.name}/") as port:
        for path in (f"cards/{picture}", f"pagefind/fragment/{part}"):
            assert get(port, f"/{site.name}/{path}")[1]["cache-control"] == FOR_EVER
        assert get(port, f"/{site.name}/roles/designer/")[1]["cache-control"] == "no-cache"
        assert get(port, "/nothing")[2] == (site / "404.html").read_bytes()


def test_nginx_compresses_text(server: int, site: Path) -> None:
    style = next(site.glob("css/site.*.css")).name
    for path in ("/", f"/css/{style}", "/data/designer.json"):
        status, headers, _ = get(server, path, Accept_Encoding="gzip")
        assert (status, headers.get("content-encoding"), headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert (
        "content-encoding"
        not in get(server, "/icons/" + next(site.glob("icons/*.png")).name, Accept_Encoding="gzip")[1]
    )


def test_nginx_shows_the_sites_own_page_for_what_is_not_there(server: int, site: Path) -> None:
    """At any depth, and never kept, even under a name with a digest; a folder has its page."""
    for path in ("/nothing", "/a/b/c/", "/css/gone.01234567.css", "/.careerguide.json"):
        status, headers, content = get(server, path)
        assert status == 404
        assert headers["cache-control"] == "no-cache"
        if "/." not in path:
            assert content == (site / "404.html").read_bytes()
    status, headers, _ = get(server, "/roles")
    assert (status, headers["location"]) == (301, "/roles/")


def test_nginx_adds_to_the_policy_of_the_pages(server: int) -> None:
    """What a page says in itself stays in force beside the header, which states nothing else."""
    _, headers, content = get(server, "/roles/designer/")
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert b'http-equiv="Content-Security-Policy"' in content
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_the_file_of_headers_is_published_as_it_is(site: Path) -> None:
    """It speaks of folders whose files all have a digest in their names."""
    text = (site / "_headers").read_text(encoding="utf-8")
    assert text == EXAMPLES["static/_headers"]
    kept = re.findall(rf"^/(\w+)/\*\n  Cache-Control: {FOR_EVER}$", text, re.MULTILINE)
    assert kept == ["css", "js", "cards"]
    for folder in kept:
        names = [path.name for path in (site / folder).rglob("*") if path.is_file()]
        assert [name for name in names if not re.search(r"(\.[0-9a-f]{8}|^[0-9a-f]{32})\.\w+$", name)] == []


def test_the_settings_of_gitlab_are_a_pipeline() -> None:
    pipeline: dict[str, Any] = yaml.safe_load(EXAMPLES[".gitlab-ci.yml"])
    assert pipeline["pages"]["artifacts"] == {"paths": ["public"]}
    assert any("--output public" in line for line in pipeline["pages"]["script"])
    for job in ("check", "pages"):
        assert all(set(rule) == {"if"} for rule in pipeline[job]["rules"])
    assert pipeline["default"]["before_script"] == ["pip install --requirement requirements.txt"]


def test_the_settings_of_netlify_are_toml() -> None:
    settings = tomllib.loads(EXAMPLES["netlify.toml"])
    assert settings["build"]["publish"] == "site"
    assert '--base-url "${URL%/}/"' in settings["build"]["command"]


def test_both_languages_have_the_same_settings() -> None:
    assert dict(FILE.findall(DOCUMENTS[1].read_text(encoding="utf-8"))) == EXAMPLES
    assert len(EXAMPLES) == 4
