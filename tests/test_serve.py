"""The preview as a server: what it answers, to whom, what it says, and how it ends."""

from __future__ import annotations

import base64
import http.client
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from previewing import Preview, copy_guide, eventually
from small_guides import role

from careerguide.commands.arguments import parse
from careerguide.core.options import Options
from careerguide.core.os_errors import CommandError
from careerguide.core.problems import Message
from careerguide.languages.language import Language
from careerguide.preview import site

Start = Callable[..., Preview]


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    text: str


MINIMAL = Path(__file__).parent / "guides/minimal"


def ask(preview: Preview, path: str, method: str = "GET", **headers: str) -> Answer:
    """Return the answer to one request; names of headers are written with underscores."""
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read().decode("utf-8", "replace"))
    finally:
        connection.close()


def send(preview: Preview, raw: bytes, *, hang_up: bool = False) -> bytes:
    """Return what comes back for raw bytes until the preview closes the connection, or after having hung up on it."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=20) as connection:
        connection.sendall(raw)
        if hang_up:
            with suppress(OSError):  # it may have hung up first
                connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.fixture(scope="module")
def forwarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A running preview that may be called by another name."""
    guide = copy_guide(tmp_path_factory.mktemp("forwarded"))
    preview = Preview(guide, "--port=0", "--allow-host", "Preview.example.org")
    yield preview
    preview.kill()


def lines(preview: Preview) -> list[str]:
    """Return what a preview has said since it was last listened to."""
    found = []
    while not preview.said.empty():
        found.append(preview.said.get())
    return found


def problems(preview: Preview) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(ask(preview, "/livereload/problems.json").text)["problems"]
    return found


def connect(preview: Preview, **headers: str) -> int:
    """Return the status with which a websocket is answered."""
    key = base64.b64encode(os.urandom(16)).decode()
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": key}
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=20)
    try:
        every = {name.replace("_", "-"): value for name, value in {**asked, **headers}.items()}
        connection.request("GET", "/livereload", headers=every)
        return connection.getresponse().status
    finally:
        connection.close()


# --- what it answers ---


def test_the_guide_is_served_as_it_will_be_published(untouched: Preview) -> None:
    """A folder's address gives its page, a folder's name leads to it, and a file is sent as what it is."""
    page = ask(untouched, "/roles/designer/")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<h1" in page.text and "Дизайнер" in page.text

    assert ask(untouched, "/roles/designer").headers["Location"] == "/roles/designer/"
    assert ask(untouched, "/css/site.css").headers["Content-Type"] == "text/css; charset=utf-8"
    assert ask(untouched, "/roles/designer/", method="HEAD").text == ""


def test_nothing_is_kept_and_nothing_is_written(untouched: Preview) -> None:
    """Browsers are told to keep nothing, and no output folder appears."""
    assert ask(untouched, "/").headers["Cache-Control"] == "no-store"
    assert not untouched.path("output").exists()


def test_the_guide_stands_under_its_real_path(start: Start) -> None:
    """With https://example.org/guide/ as its address, the guide is at /guide/ here too, and nowhere else."""
    preview = start("--port=0", "--base-url=https://example.org/guide/")

    assert preview.address.endswith("/guide/")
    assert ask(preview, "/guide/roles/designer/").status == 200
    assert ask(preview, "/").headers["Location"] == "/guide/"
    assert ask(preview, "/guide").headers["Location"] == "/guide/"
    assert ask(preview, "/roles/designer/").status == 404
    assert ask(preview, "/guidebook/").status == 404
    assert "/&lt;script&gt;" in ask(preview, "/%3Cscript%3E").text


def test_a_page_that_is_not_there_shows_the_sites_own_404(untouched: Preview) -> None:
    """Whoever mistypes an address sees what readers of the published guide will see, at any depth."""
    answer = ask(untouched, "/roles/nobody/at/all/")

    assert answer.status == 404
    assert ask(untouched, "/404.html").text == answer.text


def test_drafts_are_shown(preview: Preview) -> None:
    """A role that is not published yet can be read in the preview."""
    assert ask(preview, "/").status == 200
    preview.wait_for("built in")

    preview.change("content/roles/designer.md", "title: Дизайнер", "title: Дизайнер\ndraft: true")

    preview.wait_for("built in")
    assert ask(preview, "/roles/designer/").status == 200


def test_a_request_waits_while_the_guide_is_being_built(start: Start) -> None:
    """The first request, sent before anything is built, gets the page and no error."""
    assert "Дизайнер" in ask(start(), "/roles/designer/").text


def test_the_page_that_is_asked_for_is_made_first(start: Start, tmp_path: Path) -> None:
    """Of a large guide a page is shown while the others are still being made, and later they are there, too."""
    for number in range(300):
        (tmp_path / f"content/roles/role-{number}.md").write_text(role(f"Role {number}"), "utf-8")
    preview = start()
    assert "<h1>Role 299</h1>" in ask(preview, "/roles/role-299/").text
    assert not any("built in" in line for line in [*preview.told, *lines(preview)])

    assert "<h1>Role 150</h1>" in ask(preview, "/roles/role-150/").text
    preview.wait_for("built in")
    assert "<h1>Role 75</h1>" in ask(preview, "/roles/role-75/").text


def test_a_change_ends_the_build_that_it_supersedes(start: Start, tmp_path: Path) -> None:
    """What is saved while hundreds of pages are still to be made is shown before them, and reported once."""
    for number in range(300):
        (tmp_path / f"content/roles/role-{number}.md").write_text(role(f"Role {number}"), "utf-8")
    preview = start()
    ask(preview, "/roles/role-1/")
    preview.change("content/roles/role-299.md", "title: Role 299", "title: Another name")
    eventually(lambda: "<h1>Another name</h1>" in ask(preview, "/roles/role-299/").text, "the change is shown")
    preview.wait_for("built in")
    assert "<h1>Role 2</h1>" in ask(preview, "/roles/role-2/").text
    assert sum("built in" in line for line in [*preview.told, *lines(preview)]) == 1


def test_a_template_that_fails_on_some_pages_leaves_the_others(preview: Preview) -> None:
    """Pages that can be made are new; one that cannot keeps what it was, and is told."""
    preview.wait_for("built in")
    before = ask(preview, "/roles/designer/").text
    fails = "{% if page.template == 'role.html' %}{{ nothing }}{% endif %}"
    preview.change("templates/base.html", "<main", f"{fails}<main")
    eventually(lambda: problems(preview), "the mistake is told")
    assert ask(preview, "/roles/designer/").text.partition("livereload")[0] == before.partition("livereload")[0]


# --- to whom ---


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil:{port}", "localhost.evil", ""])
def test_a_foreign_host_is_turned_away(untouched: Preview, host: str) -> None:
    """A page elsewhere whose name was made to lead here (DNS rebinding) cannot read the guide."""
    for path in ("/", "/livereload.js", "/livereload/problems.json", "/nothing"):
        assert ask(untouched, path, Host=host.format(port=untouched.port)).status == 421


@pytest.mark.skipif(sys.platform != "linux", reason="where all of 127.0.0.0/8 is this machine")
def test_only_one_address_of_this_machine_is_listened_at(untouched: Preview) -> None:
    """Whoever shares the network with an editor cannot reach the preview."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", untouched.port), timeout=5)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}", "localhost:1"]
)
def test_this_machines_own_names_are_answered(untouched: Preview, host: str) -> None:
    """The address may be typed in each of the usual ways, and a container's port be forwarded from another."""
    assert ask(untouched, "/", Host=host.format(port=untouched.port)).status == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{port}", 101),
        ("http://localhost:{port}", 403),
        ("ftp://127.0.0.1:{port}", 403),
        ("http://127.0.0.1:1", 403),
        ("http://127.0.0.1", 403),
        ("http://evil.example", 403),
        ("http://evil.example:{port}", 403),
        ("null", 403),
    ],
)
def test_only_the_guides_own_pages_are_told_of_changes(untouched: Preview, origin: str, status: int) -> None:
    """A websocket from any other origin is refused."""
    assert connect(untouched, Origin=origin.format(port=untouched.port)) == status


def test_a_host_that_is_not_known_is_told_how_to_be_allowed(untouched: Preview) -> None:
    """An editor behind a service that forwards the preview reads what to type."""
    answer = ask(untouched, "/", Host="preview.example.org:8443")
    assert "serve --content " in answer.text and " --allow-host preview.example.org<" in answer.text


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("preview.example.org", "https://preview.example.org", 101),
        ("localhost:{port}", "https://preview.example.org", 101),
        ("preview.example.org", "http://localhost:{port}", 101),
        ("localhost:{port}", "http://localhost:{port}", 101),
        ("preview.example.org", "https://evil.example", 403),
        ("evil.example", "https://preview.example.org", 421),
        ("localhost:{port}", "http://localhost:1", 403),
    ],
)
def test_a_forwarded_preview_tells_its_own_pages_of_changes(
    forwarded: Preview, host: str, origin: str, status: int
) -> None:
    """Services that forward a port put this machine's name into Host, Origin, both or neither."""
    port = forwarded.port
    assert connect(forwarded, Host=host.format(port=port), Origin=origin.format(port=port)) == status


def test_the_address_of_a_codespace_is_known(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub tells it by two variables; the name of another codespace is as foreign as any."""
    monkeypatch.setenv("CODESPACE_NAME", "Silver-Disco-7x9")
    monkeypatch.setenv("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", "app.github.dev")
    preview = start()
    assert ask(preview, "/", Host=f"silver-disco-7x9-{preview.port}.app.github.dev").status == 200
    assert ask(preview, "/", Host=f"other-{preview.port}.app.github.dev").status == 421


@pytest.mark.parametrize("name", ["*", "*.app.github.dev", "https://a.example", "a.example:80", "a b", ""])
def test_a_host_is_allowed_by_its_name_alone(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wildcard would let in whoever rents a name below the same domain."""
    with pytest.raises(SystemExit):
        parse(["serve", "--lang=en", f"--content={MINIMAL}", f"--allow-host={name}"])
    assert "name one host, such as preview.example.org" in capsys.readouterr().err


def test_a_websocket_without_origin_is_refused(untouched: Preview) -> None:
    """Every browser names the origin; what does not is none."""
    assert connect(untouched) == 403


def test_a_websocket_under_a_foreign_host_is_refused(untouched: Preview) -> None:
    """Neither a good origin nor a rebound name helps."""
    assert connect(untouched, Origin=f"http://127.0.0.1:{untouched.port}", Host="evil.example") == 421


@pytest.mark.parametrize(
    "path",
    [
        "/../content/guide.yaml",
        "/../../../../../../../etc/passwd",
        "/%2e%2e/content/guide.yaml",
        "/..%2f..%2fetc%2fpasswd",
        "/..%5c..%5cetc%5cpasswd",
        "//etc/passwd",
        "/css/../../content/guide.yaml",
        "/content/guide.yaml",
        "/livereload/../serve.py",
        "/livereload/overlay.js/../../serve.py",
        "/%00",
        "/%ff%fe",
        "/css/site.css%00.html",
        "http://evil.example/",
    ],
)
def test_no_path_leads_out_of_the_site(untouched: Preview, path: str) -> None:
    """Only files of the site can be asked for: it is served from memory, by exact name."""
    host = f"127.0.0.1:{untouched.port}"
    answer = send(untouched, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1"))

    assert answer.split(b" ")[1] in {b"404", b"400"}
    assert b"root:" not in answer and b"title: " not in answer


def test_a_service_worker_is_not_served(untouched: Preview) -> None:
    """A worker would answer with old pages, and stay in the browser when the preview is gone."""
    assert ask(untouched, "/js/site.js").status == 200
    assert ask(untouched, "/js/site.js", Service_Worker="script").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
def test_nothing_can_be_sent(untouched: Preview, method: str) -> None:
    """The preview only answers questions."""
    assert ask(untouched, "/", method=method).status == 405


MALFORMED = [
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"\x00\xff\xfe\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a browser that speaks TLS
    b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
]


def test_malformed_requests_harm_nobody(preview: Preview) -> None:
    """Whatever is sent, the next visitor gets the page, and the terminal stays quiet."""
    preview.wait_for("built in")
    for raw in MALFORMED:
        try:
            answer = send(preview, raw, hang_up=True)
        except ConnectionError:
            continue  # it hung up, as it may
        assert not answer or answer.split(b" ")[1] in {b"400", b"421", b"431"}

    assert ask(preview, "/").status == 200
    code, said = preview.end()
    assert code == 0 and "Traceback" not in said and len(said.splitlines()) == 2


def test_ten_thousand_quick_requests_are_all_answered(untouched: Preview) -> None:
    """Ten connections with a thousand requests each, sent without waiting, all get their page."""
    host = f"Host: 127.0.0.1:{untouched.port}\r\n"
    one = f"HEAD /roles/ HTTP/1.1\r\n{host}\r\n"
    last = f"HEAD /roles/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n"

    answered = sum(send(untouched, (one * 999 + last).encode()).count(b"HTTP/1.1 200 OK") for _ in range(10))

    assert answered == 10_000


# --- what it says, and how it ends ---


def test_each_build_is_told_in_one_line(preview: Preview) -> None:
    """An editor sees how long it took, and how many pages are other than before."""
    assert "pages changed" in preview.wait_for("built in")

    preview.change("content/roles/designer.md", "reviewed:", "# a remark\nreviewed:")

    assert preview.wait_for("built in").rstrip().endswith("0 pages changed")


def test_a_mistake_is_told_once(preview: Preview) -> None:
    """A mistake that stands through several builds is not shown again; its count is."""
    preview.wait_for("built in")
    preview.change("content/roles/designer.md", "skills: [layout]", "skills: [nothing]")
    preview.wait_for("content/roles/designer.md:8")
    preview.wait_for("1 error: the last good state is shown")

    preview.change("content/pages/about.md", "Маленький", "Крошечный")

    preview.wait_for("1 error: the last good state is shown")
    assert "".join(preview.told).count("content/roles/designer.md:8") == 1


def test_a_taken_port_gives_the_next_free_one(start: Start) -> None:
    """Two guides can be looked at side by side, and it is said where the second one is."""
    first = start()

    second = start(f"--port={first.port}")

    assert second.port > first.port
    assert any(f"port {first.port} is taken" in line for line in second.told)
    assert ask(second, "/").status == 200


@pytest.mark.parametrize("port", ["-1", "65536", "http", "8000.5", "٨٠"])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped port is told as what it is, before anything starts."""
    from careerguide.commands.arguments import parse

    with pytest.raises(SystemExit) as stopped:
        parse(["serve", f"--port={port}", "--lang=en", f"--content={MINIMAL}"])

    assert stopped.value.code == 2
    assert "a port is a number from 0" in capsys.readouterr().err


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(preview: Preview, name: signal.Signals) -> None:
    """Ctrl-C, or being asked to end, is no failure: exit code 0, and nothing more is said."""
    preview.wait_for("built in")

    code, said = preview.end(name)

    assert (code, said.splitlines()[2:]) == (0, [])


def test_ctrl_c_while_it_builds_and_pages_wait_ends_cleanly(preview: Preview) -> None:
    """Nobody has to wait for a build that they want to end."""
    with socket.create_connection(("127.0.0.1", preview.port)) as waiting:
        waiting.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
        code, said = preview.end()

    assert code == 0
    assert "Traceback" not in said and "Error" not in said


# --- what it notices ---


def test_a_guide_that_is_replaced_as_a_whole_is_noticed(preview: Preview) -> None:
    """After `git switch` or an unpacked archive the preview shows the new folder, not the one that was moved away."""
    preview.wait_for("built in")
    content = preview.path("content")
    content.rename(preview.path("old"))
    eventually(lambda: problems(preview), "the folder is missing")

    shutil.copytree(preview.path("old"), content)
    eventually(lambda: not problems(preview), "the folder is back")
    preview.change("content/guide.yaml", "Малый справочник", "Новый справочник")

    eventually(lambda: "Новый справочник" in ask(preview, "/").text, "the new folder is watched")


def test_the_output_is_not_watched(preview: Preview) -> None:
    """Building the site beside a preview does not make the preview build."""
    preview.wait_for("built in")
    preview.path("output").mkdir()
    preview.path("output/index.html").write_text("something", encoding="utf-8")

    preview.change("content/guide.yaml", "Малый", "Новый")

    preview.wait_for("built in")
    assert "".join(preview.told).count("built in") == 2


def test_a_guide_that_cannot_be_built_at_first_is_served_when_mended(start: Start, tmp_path: Path) -> None:
    """The preview starts on a broken guide too, and says at every address what is wrong."""
    guide = tmp_path / "content/guide.yaml"
    sound = guide.read_text(encoding="utf-8")
    guide.write_text("title: x\ntitle: <script>alert(1)</script>\n", encoding="utf-8")
    preview = start()

    broken = ask(preview, "/roles/designer/")
    assert broken.status == 503
    preview.wait_for(": nothing can be shown yet")
    assert "content/guide.yaml:2:1" in broken.text
    assert "&lt;script&gt;alert(1)" in broken.text and "<script>alert" not in broken.text

    guide.write_text(sound, encoding="utf-8")
    eventually(lambda: ask(preview, "/roles/designer/").status == 200, "the guide is served")


def test_it_starts_without_any_content(start: Start, tmp_path: Path) -> None:
    """A folder that is not there yet is waited for."""
    shutil.rmtree(tmp_path / "content")
    preview = start()
    assert ask(preview, "/").status == 503

    copy_guide(tmp_path / "other")
    (tmp_path / "other/content").rename(tmp_path / "content")

    eventually(lambda: ask(preview, "/").status == 200, "the guide is served")


def test_what_ends_a_command_is_no_breakdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in the surroundings is shown as the Problem that it is, without a traceback."""
    options = parse(["serve", "--content", str(copy_guide(tmp_path) / "content")])
    mistake = CommandError("SOURCE_DATE_EPOCH", Message("“{text}” is no time", text="x"), Message("unset it"))

    def make(_: Options, viewer: object) -> NoReturn:
        raise mistake

    built = site.build(options, make, Language.load("en", *options.translations))

    assert built and built.problems == (mistake.problem,)
    assert built.failed
    assert capsys.readouterr().err == ""
