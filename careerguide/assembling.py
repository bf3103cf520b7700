"""What is planned → the files of the site: what stands since the last build is taken from there, all else is made now.

In: `Product`s (a file, and how to make it), the traced maps that are read for them, and what was published before.
Out: a `Site`. A file is made again when something that was read for it is another than when it was made.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, Self

from careerguide.cache import Cache, digest_of
from careerguide.checking.budget import Scales, Weight
from careerguide.checking.scan import PageLinks, scan
from careerguide.commands import Options
from careerguide.memo import Maps, made
from careerguide.problems import Message, Problem
from careerguide.progress import Watch, unwatched
from careerguide.publishing import manifest
from careerguide.publishing.manifest import Entry
from careerguide.publishing.output import Files, Reused
from careerguide.tracing import Made, Read, stamp

LEAST = 40  # files that are worth a process


class Picture(NamedTuple):
    """A picture that a file asks for: where it will stand, and the words on it."""

    file: str
    words: tuple[str, ...]


class Output(NamedTuple):
    """The content of a file, and the picture that it asks for."""

    content: bytes
    picture: Picture | None = None


class Product(NamedTuple):
    """A file to be made: `facts` is all that it is made from besides what is read of traced maps."""

    file: str
    facts: str
    make: Callable[[], Output | Problem]


class Piece(NamedTuple):
    """What has to be known of a finished file; of a page, its weight too, and the digest of its ids."""

    digest: str
    size: int  # bytes
    picture: Picture | None
    weight: Weight | None
    ids: bytes
    links: bytes | None  # of a page: a pickled PageLinks; kept apart between runs, as it is seldom asked for
    content: bytes | None  # not kept between runs


class Assembled(NamedTuple):
    """What was made last: `reads` has the digest of all that was read; of each file, `files` has its key and its Piece,
    and between them the places in `reads` of what was read for it.
    """

    reads: Mapping[Read, bytes]
    files: Mapping[str, tuple[bytes, tuple[int, ...], Piece]]

    def changed(self, maps: Maps) -> dict[int, Read]:
        """Return what was read and is another now, by place."""
        reads = enumerate(self.reads.items())
        return {place: read for place, (read, digest) in reads if maps[read[0]].digest(read[1]) != digest}

    def then(
        self, standing: Iterable[str], made: Iterable[tuple[str, bytes, Iterable[Read], Piece]], maps: Maps
    ) -> Self:
        """Return what is there now: of these files, those that stand, and those that were made."""
        files = {file: self.files[file] for file in standing}
        places = {read: place for place, read in enumerate(self.reads if files else ())}
        for file, key, reads, piece in made:
            files[file] = key, tuple(places.setdefault(read, len(places)) for read in reads), piece
        return type(self)({read: maps[read[0]].digest(read[1]) for read in places}, files)


class Site:
    """The files of a site and what is known of them.

    `static` are those that are published as they are. `pieces` are made of `products`; `reasons` has those that were
    made now, with what had changed for each. With `anew`, nothing in the output is trusted to be what it was.
    """

    def __init__(self, options: Options, cache: Cache, static: Mapping[str, bytes], *, anew: bool = False) -> None:
        self.options, self.cache, self.static = options, cache, static
        self.published: Mapping[str, Entry] = {} if anew else _published(options)
        self.products: dict[str, Product] = {}
        self.pieces: dict[str, Piece] = {}
        self.reasons: dict[str, tuple[Read, ...]] = {}
        self.others: dict[str, bytes | Reused] = {**static}
        self.problems: list[Problem] = []

    def assemble(
        self, products: Iterable[Product], maps: Maps, ready: Callable[[], None], watch: Watch = unwatched
    ) -> None:
        """Make what does not stand; where a file cannot be made, end with its Problem.

        `ready` is called before many are made, to get what all of them need once and not in every process.
        """
        self.products = {product.file: product for product in products}
        keys = {file: digest_of("file", file, product.facts) for file, product in self.products.items()}
        last = digest_of("assembled", str(self.options.output.absolute()))
        before = self.cache.get(last) or Assembled({}, {})
        self._reuse(before, keys, maps)
        missing = [product for file, product in self.products.items() if file not in self.pieces]
        missing.sort(key=_subject)
        standing, fresh = [*self.pieces], []
        if len(missing) > LEAST:
            ready()
        scales = Scales(self.static)
        pieces = made(lambda product: _piece(product, scales), missing, LEAST, maps)
        for product, kept in zip(missing, watch(Message("pages rendered"), pieces, len(missing)), strict=True):
            if isinstance(kept.value, Problem):
                self.problems = [kept.value]
                return
            piece: Piece = kept.value
            self.pieces[product.file] = piece
            if not self.cache.live:
                if piece.links:
                    self.cache.put(_of_links(piece), piece.links)
                piece = piece._replace(links=None, content=None)
            fresh.append((product.file, keys[product.file], kept.reads, piece))
        if fresh or len(standing) < len(before.files):
            self.cache.put(last, before.then(standing, fresh, maps))

    def _reuse(self, before: Assembled, keys: Mapping[str, bytes], maps: Maps) -> None:
        """Take over what stands; note why the other files do not."""
        changed = before.changed(maps)
        for file, own in keys.items():
            key, places, piece = before.files.get(file, (b"", (), None))
            if key == own and piece and changed.keys().isdisjoint(places) and self._stands(file, piece):
                self.pieces[file] = piece
            else:
                self.reasons[file] = tuple(changed[n] for n in places if n in changed) if key == own else ()
        self.cache.keep([_of_links(piece) for piece in self.pieces.values() if piece.weight])

    def _stands(self, file: str, piece: Piece) -> bool:
        """Return whether a file that would be made again the same is where it is needed."""
        if self.options.command == "serve":
            return piece.content is not None
        published = self.published.get(file)
        return self.options.command == "check" or (published is not None and published.digest == piece.digest)

    @property
    def files(self) -> Files:
        """Every file by path: its content, or that it stands as it was published."""
        pieces = ((file, self.pieces[file]) for file in self.products)
        return {file: Reused(it.digest, it.size) if it.content is None else it.content for file, it in pieces} | (
            self.others
        )

    @property
    def pictures(self) -> dict[str, Picture]:
        """Every picture that is asked for, by path."""
        return {it.picture.file: it.picture for it in self.pieces.values() if it.picture}

    @cached_property
    def links(self) -> Mapping[str, PageLinks]:
        """What every page, and every static drawing, offers and asks for; read when it is asked."""
        drawings = {path: scan(content) for path, content in self.static.items() if path.endswith(".svg")}
        pages = {path: piece for path, piece in self.pieces.items() if piece.weight}

        def links(path: str) -> PageLinks:
            if path in drawings:
                return drawings[path]
            known: bytes | None = pages[path].links or self.cache.get(_of_links(pages[path]))
            return pickle.loads(known) if known else scan(self.content(path))

        return Made({**pages, **drawings}, links)

    def content(self, path: str) -> bytes:
        """Return the content of a page or a drawing, made now where it only stands."""
        if path in self.static:
            return self.static[path]
        known = self.pieces[path].content
        if known is None:
            output = self.products[path].make()
            known = output.content if isinstance(output, Output) else b""
        return known


def _subject(product: Product) -> str:
    """Return what a file is about: files about the same are made one after the other, out of the same charts."""
    _, _, rest = product.file.partition("/")
    return rest.partition("/")[0].partition(".")[0]


def _of_links(piece: Piece) -> bytes:
    """Return the key under which a page's PageLinks are kept."""
    return digest_of("links of", piece.digest)


def _published(options: Options) -> Mapping[str, Entry]:
    """Return what the last build put into the output; nothing for commands that put nothing there."""
    if options.command != "build":
        return {}
    try:
        known = manifest.readable(options.output)
    except OSError:
        return {}  # publishing tells what is wrong with the output
    return known.files if known else {}


def _piece(product: Product, scales: Scales) -> Piece | Problem:
    output = product.make()
    if isinstance(output, Problem):
        return output
    content, page = output.content, product.file.endswith(".html")
    links = scan(content) if page else None
    return Piece(
        digest=manifest.digest(content),
        size=len(content),
        picture=output.picture,
        weight=scales.weigh(product.file, content) if page else None,
        ids=stamp(sorted(links.ids)) if links else b"",
        links=pickle.dumps(links, pickle.HIGHEST_PROTOCOL) if links else None,
        content=content,
    )
