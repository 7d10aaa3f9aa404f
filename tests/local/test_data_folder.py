import os
from pathlib import Path
from stat import S_IMODE

import pytest

from conecta.local.errors import LocalError
from conecta.local.folder import PROJECT, DataFolder, FolderBusyError, chosen, write_private


def test_a_folder_has_one_holder_at_a_time(folder: DataFolder) -> None:
    with (
        folder.hold(),
        pytest.raises(FolderBusyError, match=rf"já está em execução .* \(processo {os.getpid()}\)"),
        folder.hold(),
    ):
        pytest.fail("two launchers hold one folder")


def test_a_folder_is_free_again_after_its_holder(folder: DataFolder) -> None:
    with folder.hold():
        pass

    with folder.hold():
        assert (folder.path / "lock").read_text() == f"{os.getpid()}\n"


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    folder = DataFolder(path=in_the_way / ".data")

    with pytest.raises(LocalError, match="Escolha outra com CONECTA_DATA_DIR"), folder.hold():
        pytest.fail("a folder was made inside a file")


def test_private_files_are_read_by_their_owner_only(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("old")
    secret.chmod(0o644)

    write_private(secret, "new")

    assert secret.read_text() == "new"
    assert S_IMODE(secret.stat().st_mode) == 0o600
    assert sorted(tmp_path.iterdir()) == [secret]


def test_the_folder_is_beside_the_project_unless_the_environment_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chosen().path == PROJECT / ".data"

    monkeypatch.setenv("CONECTA_DATA_DIR", str(tmp_path))

    assert chosen().path == tmp_path
