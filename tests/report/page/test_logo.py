"""A logo is known by its bytes, stands in the page itself, and is an image and nothing else."""

from base64 import b64decode
from pathlib import Path

import pytest

import blogroi
from blogroi.report.page.logo import logo_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SVG = b"<?xml version='1.0'?>\n<!-- ours -->\n<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "jpeg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (SVG, "svg+xml"),
        (b"\xef\xbb\xbf<svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>", "svg+xml"),
    ],
)
def test_an_image_is_known_by_its_bytes_and_not_by_its_name(data: bytes, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "logo.txt"
    file.write_bytes(data)
    head, _, body = logo_of(file).uri.partition(",")
    assert head == f"data:image/{kind};base64"
    assert b64decode(body) == data
    assert logo_of(data) == logo_of(str(file))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"<html></html>",
        b"<svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        b"<!DOCTYPE svg SYSTEM 'file:///etc/passwd'><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16"),
        b"<?xml version='1.0' encoding='none'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(blogroi.OptionError, match="logo: is not an image in PNG, JPEG, WebP or SVG"):
        logo_of(data)


def test_a_large_image_is_refused_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert logo_of(PNG.ljust(100_000, b"\0")).uri
    with pytest.raises(blogroi.OptionError, match="logo: is larger than 100,000 bytes"):
        logo_of(PNG.ljust(100_001, b"\0"))
    with pytest.raises(blogroi.FileError):
        logo_of(tmp_path / "none.png")
