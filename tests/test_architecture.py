"""What import-linter cannot say of a whole package; its own contracts are in pyproject.toml."""

from pathlib import Path

from tests import source

SANDBOX = "conecta.whatsapp.sandbox"
HTTP_CLIENTS = {"requests", "urllib3", "httpx", "aiohttp"}
NAMES_WITHOUT_A_NOUN = {"utils", "helpers", "services", "common", "managers", "misc"}


def test_the_simulator_imports_nothing_of_ours() -> None:
    imported = {
        f"{source.relative(path)}: {module}"
        for path in source.production_files()
        if _is_sandbox(path)
        for module in source.imports(path)
        if _root(module) in source.APPS and not module.startswith(SANDBOX)
    }

    assert imported == set()


def test_nothing_of_ours_imports_the_simulator() -> None:
    importers = {
        source.relative(path)
        for path in source.production_files()
        if not _is_sandbox(path)
        for module in source.imports(path)
        if module.startswith(SANDBOX)
    }

    assert importers == set()


def test_one_module_talks_http_to_others() -> None:
    importers = {
        source.relative(path)
        for path in source.production_files()
        if {_root(module) for module in source.imports(path)} & HTTP_CLIENTS
    }

    assert importers == {"conecta/whatsapp/transport.py"}


def test_modules_are_named_for_the_thing() -> None:
    nameless = {
        source.relative(path)
        for path in source.production_files()
        if {path.stem, path.parent.name} & NAMES_WITHOUT_A_NOUN
    }

    assert nameless == set()


def test_imports_are_absolute() -> None:
    relative = {
        source.relative(path)
        for path in [*source.production_files(), *source.test_files()]
        if any(module.startswith(".") for module in source.imports(path))
    }

    assert relative == set()


def _is_sandbox(path: Path) -> bool:
    return source.relative(path).startswith("conecta/whatsapp/sandbox/")


def _root(module: str) -> str:
    return module.partition(".")[0]
