"""Files that lie elsewhere: a store that speaks the language of S3, on loopback, and addresses of files."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet
import pytest

from mtcheck.errors import InputError
from mtcheck.records import Inputs, find, read_all
from mtcheck.records.remote import CannotReadError, is_remote, size
from mtcheck.results.journal import digest

ROWS = [{"source": f"Да {number}", "translation": f"Yes {number}"} for number in range(40)]
JSONL = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def parquet() -> bytes:
    stream = io.BytesIO()
    pa.parquet.write_table(pa.Table.from_pylist(ROWS), stream, row_group_size=10)
    return stream.getvalue()


FILES = {
    "pairs/a b.jsonl": JSONL,
    "pairs/b.jsonl.gz": gzip.compress(JSONL, mtime=0),
    "pairs/deep/c.parquet": parquet(),
    "pairs/readme.md": b"x",
    "pairs-of-others/d.jsonl": b"{}",
}


class Store(BaseHTTPRequestHandler):
    """What reading needs of S3: listing below a prefix, heads, and ranges of objects."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(head=True)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        if "prefix" in asked or "list-type" in asked:
            self._list(asked.get("prefix", [""])[0], asked.get("delimiter", [""])[0])
            return
        self._answer(head=False)

    def _list(self, prefix: str, delimiter: str) -> None:
        keys, folders = [], set()
        for key in FILES:
            rest = key.removeprefix(prefix)
            if not key.startswith(prefix):
                continue
            if delimiter and delimiter in rest:
                folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
            else:
                keys.append(key)
        found = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(FILES[key])}</Size>"
            "<LastModified>2025-09-05T00:00:00.000Z</LastModified></Contents>"
            for key in keys
        )
        found += "".join(f"<CommonPrefixes><Prefix>{one}</Prefix></CommonPrefixes>" for one in sorted(folders))
        count = f"<KeyCount>{len(keys) + len(folders)}</KeyCount><IsTruncated>false</IsTruncated>"
        self._send(200, f"<ListBucketResult>{count}{found}</ListBucketResult>".encode())

    def _answer(self, *, head: bool) -> None:
        _, _, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        data = FILES.get(key)
        if data is None:
            self._send(404, b"" if head else b"<Error><Code>NoSuchKey</Code></Error>")
            return
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if wanted is None or head:
            self._send(200, data, head=head)
            return
        start, end = int(wanted[1]), min(int(wanted[2]), len(data) - 1)
        self._send(206, data[start : end + 1], f"bytes {start}-{end}/{len(data)}")

    def _send(self, code: int, data: bytes, part: str | None = None, *, head: bool = False) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", "Fri, 05 Sep 2025 00:00:00 GMT")
        self.send_header("ETag", '"x"')
        if part:
            self.send_header("Content-Range", part)
        self.end_headers()
        if not head:
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The parameters under which the store is reached."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"?endpoint_override=127.0.0.1:{server.server_port}&scheme=http&region=x&allow_bucket_creation=false"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def texts(files: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    found = list(read_all(Inputs(files)))
    assert not any(one.error for one in found)
    return [(one.source, one.target) for one in found]


def test_a_folder_of_a_store(store: str) -> None:
    files = find([f"s3://bucket/pairs/{store}"])
    assert [(name.removesuffix(store), kind) for name, kind in files] == [
        ("s3://bucket/pairs/a%20b.jsonl", "jsonl"),
        ("s3://bucket/pairs/b.jsonl.gz", "jsonl"),
        ("s3://bucket/pairs/deep/c.parquet", "parquet"),
    ]
    assert texts(files) == [(row["source"], row["translation"]) for row in ROWS] * 3
    assert size(files[0][0]) == len(JSONL)
    assert digest(files[0][0])[0] == len(JSONL)


def test_a_file_of_a_store(store: str) -> None:
    files = find([f"s3://bucket/pairs/b.jsonl.gz{store}"])
    assert texts(files) == [(row["source"], row["translation"]) for row in ROWS]


def test_what_is_not_in_a_store(store: str) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        find([f"s3://bucket/nothing{store}"])
    with pytest.raises(InputError, match="its name does not tell its format"):
        find([f"s3://bucket/pairs/readme.md{store}"])


def test_addresses_of_files(tmp_path: Path) -> None:
    (tmp_path / "in put").mkdir()
    (tmp_path / "in put" / "a.parquet").write_bytes(FILES["pairs/deep/c.parquet"])
    (tmp_path / "in put" / "b.jsonl").write_bytes(JSONL)
    folder = f"file://{tmp_path}/in%20put"
    files = find([folder])
    assert files == ((f"{folder}/a.parquet", "parquet"), (f"{folder}/b.jsonl", "jsonl"))
    assert texts(files) == [(row["source"], row["translation"]) for row in ROWS] * 2
    (tmp_path / "in put" / "b.jsonl").unlink()
    with pytest.raises(CannotReadError, match="cannot be read"):
        list(read_all(Inputs(files)))
    with pytest.raises(InputError, match="holds no file of a known format"):
        find([_empty(tmp_path)])


def _empty(folder: Path) -> str:
    (folder / "empty").mkdir()
    return f"file://{folder}/empty"


def test_passwords_are_not_for_addresses() -> None:
    with pytest.raises(InputError, match="holds a password") as caught:
        find(["s3://key:secret@bucket/folder"])
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("name", "remote"), [("s3://a", True), ("a/b", False), ("http://a", False), ("s3:/a", False)])
def test_what_is_an_address(name: str, remote: bool) -> None:
    assert is_remote(name) is remote
