"""The size budget: what outgrows it is split by noun. ruff counts branches and statements."""

import math
from ast import ClassDef
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests import source
from tests.source import ROOT, Function

FILE_LINES, FILE_P90, FILE_MEDIAN = 350, 200, 80
FUNCTION_LINES, FUNCTION_P90, FUNCTION_MEDIAN = 50, 25, 8
TEST_LINES, TEST_P90, TEST_MEDIAN = 50, 30, 12
TASK_LINES, TASK_P90, TASK_MEDIAN = 20, 12, 7
MODEL_METHODS, MODEL_METHODS_P90 = 15, 10
TEMPLATE_LINES = 200
STYLESHEET_LINES = 300

# Tables of data, whose length is the world's.
DATA_TABLES = {
    "contacts/ddd.py",  # every DDD with its time zone
    "conecta/whatsapp/error_catalog.py",  # every error that Meta documents
    "conecta/whatsapp/sandbox/languages.py",  # every language that a template may have
}


def test_no_file_is_longer_than_the_limit() -> None:
    assert _longer([*_files(), *source.test_files()], FILE_LINES) == []


def test_most_files_are_short() -> None:
    lengths = [source.length(path) for path in _files()]

    assert median(lengths) <= FILE_MEDIAN
    assert _p90(lengths) <= FILE_P90


def test_no_function_is_longer_than_the_limit() -> None:
    assert [f"{it}: {it.lines}" for it in _functions() if it.lines > FUNCTION_LINES] == []


def test_most_functions_are_short() -> None:
    lengths = [function.lines for function in _functions()]

    assert median(lengths) <= FUNCTION_MEDIAN
    assert _p90(lengths) <= FUNCTION_P90


def test_no_test_is_longer_than_the_limit() -> None:
    assert [f"{it}: {it.lines}" for it in _tests() if it.lines > TEST_LINES] == []


def test_most_tests_are_short() -> None:
    lengths = [test.lines for test in _tests()]

    assert median(lengths) <= TEST_MEDIAN
    assert _p90(lengths) <= TEST_P90


def test_no_task_does_the_work_itself() -> None:
    tasks = [it for it in _functions() if "app.task" in it.decorators]
    lengths = [task.body_lines for task in tasks]

    assert [f"{it}: {it.body_lines}" for it in tasks if it.body_lines > TASK_LINES] == []
    assert median(lengths) <= TASK_MEDIAN
    assert _p90(lengths) <= TASK_P90


def test_no_model_has_more_methods_than_the_limit() -> None:
    methods = {name: len(source.methods(node)) for name, node in _models()}

    assert {name: count for name, count in methods.items() if count > MODEL_METHODS} == {}
    assert _p90([*methods.values()]) <= MODEL_METHODS_P90


def test_no_template_is_longer_than_the_limit() -> None:
    assert _longer(sorted(ROOT.glob("templates/**/*.html")), TEMPLATE_LINES) == []


def test_no_stylesheet_is_longer_than_the_limit() -> None:
    assert _longer(sorted(ROOT.glob("static/css/**/*.css")), STYLESHEET_LINES) == []


def _files() -> list[Path]:
    """Production files with something in them: empty ones would flatter the median."""
    return [
        path
        for path in source.production_files()
        if path.name != "__init__.py" and source.relative(path) not in DATA_TABLES
    ]


def _functions() -> list[Function]:
    return [found for path in source.production_files() for found in source.functions(path)]


def _tests() -> list[Function]:
    found = (it for path in source.test_files() for it in source.functions(path))
    return [function for function in found if function.name.startswith("test_")]


def _models() -> Iterator[tuple[str, ClassDef]]:
    for path in source.production_files():
        if path.name == "models.py" or path.parent.name == "models":
            yield from ((f"{source.relative(path)} {it.name}", it) for it in source.classes(path))


def _longer(paths: Sequence[Path], limit: int) -> list[str]:
    lengths = {source.relative(path): source.length(path) for path in paths}
    return [f"{name}: {lines}" for name, lines in lengths.items() if lines > limit]


def _p90(values: Sequence[int]) -> int:
    """The smallest value that nine in ten do not exceed."""
    return sorted(values)[math.ceil(len(values) * 0.9) - 1]
