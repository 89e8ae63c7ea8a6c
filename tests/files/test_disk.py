import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import blogroi
from blogroi import CaseError, FileError
from blogroi.files.disk import discard_unfinished, read_bytes, write_whole
from blogroi.files.read import load_result

only_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these permissions nor these devices")
Folder = Callable[[], list[str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return lambda: sorted(place.name for place in tmp_path.iterdir())


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that is closed to us; where everything is allowed to us, we are somebody else for a while."""
    place = tmp_path / "closed"
    place.mkdir(mode=0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield place
    if is_root:
        os.seteuid(0)
    place.chmod(0o700)


def test_a_file_is_written_in_utf_8_with_the_line_breaks_that_are_given(path: Path, folder: Folder) -> None:
    write_whole(path, "été\n")
    assert path.read_bytes() == b"\xc3\xa9t\xc3\xa9\n"
    assert folder() == ["case.toml"]


@only_posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_may_be_read_by_whom_any_new_file_may(mask: int, mode: int, path: Path) -> None:
    before = os.umask(mask)
    try:
        write_whole(path, "text")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@only_posix
def test_a_file_that_is_replaced_hands_on_its_permissions_and_its_owner(path: Path) -> None:
    path.write_text("old", encoding="utf-8")
    path.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(path, 1234, 5678)
    before = path.stat()
    write_whole(path, "new")
    after = path.stat()
    assert path.read_text(encoding="utf-8") == "new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


@only_posix
def test_nobody_else_can_read_a_file_of_ones_own_while_it_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.touch(mode=0o600)
    seen: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: seen.append(os.fstat(number).st_mode))
    write_whole(path, "new")
    assert stat.S_IMODE(seen[0]) == 0o600


@only_posix
def test_a_link_stays_and_what_it_leads_to_is_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    target = tmp_path / "below" / "real.toml"
    for link, goal in ((path, "middle.toml"), (tmp_path / "middle.toml", "below/real.toml")):
        link.symlink_to(goal)
    write_whole(path, "made")
    write_whole(path, "replaced")
    assert path.is_symlink()
    assert target.read_text(encoding="utf-8") == "replaced"
    assert [place.name for place in target.parent.iterdir()] == ["real.toml"]


@only_posix
def test_links_in_a_circle_are_refused(path: Path, folder: Folder) -> None:
    path.symlink_to(path.name)
    with pytest.raises(FileError, match="cannot be written"):
        write_whole(path, "text")
    assert folder() == ["case.toml"]


@only_posix
def test_a_pipe_is_written_straight(path: Path, folder: Folder) -> None:
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(path, "through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert folder() == ["case.toml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_device_that_takes_nothing_says_so(path: Path) -> None:
    path.symlink_to("/dev/full")
    for place in (path, Path("/dev/full")):
        with pytest.raises(FileError, match="cannot be written: the disk is full"):
            write_whole(place, "text")


@only_posix
def test_a_stream_of_the_process_is_not_cut(path: Path) -> None:
    path.write_text("before\n", encoding="utf-8")
    with path.open("ab") as stream:
        write_whole(Path(f"/dev/fd/{stream.fileno()}"), "after\n")
    assert path.read_text(encoding="utf-8") == "before\nafter\n"


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(
    moment: str, path: Path, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, moment, fail)
    with pytest.raises(FileError) as refused:
        write_whole(path, "new")
    assert str(refused.value) == f"{path} cannot be written: the disk is full"
    assert (folder(), path.read_text(encoding="utf-8")) == (["case.toml"], "old")


def test_what_interrupts_the_writing_leaves_nothing(
    path: Path, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "new")
    assert folder() == []


def test_a_process_that_ends_at_once_can_discard_what_is_unfinished(
    path: Path, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = []

    def look(_: int) -> None:
        left.append(folder())
        discard_unfinished()
        left.append(folder())
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", look)
    with pytest.raises(FileError, match="Input/output error"):
        write_whole(path, "new")
    assert [len(names) for names in left] == [1, 0]


@only_posix
def test_what_is_not_allowed_is_said(path: Path, closed: Path) -> None:
    with pytest.raises(FileError, match="cannot be read: that is not allowed"):
        read_bytes(closed / path.name)
    with pytest.raises(FileError, match="cannot be written: that is not allowed"):
        write_whole(closed / path.name, "text")


@only_posix
def test_a_file_that_its_owner_protects_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match="that is not allowed"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


@only_posix
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_not_read_and_nobody_waits(kind: str, path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(os.devnull)
    with pytest.raises(FileError, match="it is not a file, but a pipe or a device"):
        blogroi.load(path)


@only_posix
def test_a_pipe_that_the_process_was_given_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b'{"blogroi": 1}')
    os.close(writer)
    assert load_result(f"/dev/fd/{reader}") == {"blogroi": 1}
    os.close(reader)


@pytest.mark.parametrize("text", ["", "[1]", "blogroi = 1\n", "[" * 100_000], ids=["nothing", "list", "case", "deep"])
def test_what_holds_no_answer_says_what_writes_one(text: str, tmp_path: Path) -> None:
    place = tmp_path / "plan.json"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(blogroi.CaseError, match="is not an answer: `blogroi register` writes a plan"):
        load_result(place)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.toml", "there is no such file"),
        (".", "it is a folder"),
        ("file/below.toml", "one of its folders is a file"),
        ("nul\0.toml", "a file name has no null character"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_one_line(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = tmp_path / name
    with pytest.raises(FileError) as refused:
        blogroi.load(place)
    assert str(refused.value) == f"{place} cannot be read: {reason}"
    assert isinstance(refused.value, CaseError)


@only_posix
def test_a_link_to_a_file_that_has_vanished_is_no_file(path: Path) -> None:
    path.symlink_to("vanished.toml")
    with pytest.raises(FileError, match="there is no such file"):
        blogroi.load(path)
