"""The words of the business: declared, and in the glossary with their 中文."""

import ast
import importlib
import re

import pytest

from tests.house.source import ROOMS, ROOT, calls, modules

GLOSSARY = ROOT / "GLOSSARY.md"


def words() -> dict[str, str]:
    """{term: 中文} of the glossary's tables."""
    found = {}
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if len(cells) >= 2 and re.search(r"[\u4e00-\u9fff]", cells[1]):
            for term in cells[0].split(","):
                found[term.strip().strip("`").lower()] = cells[1]
    return found


def rooms() -> list[str]:
    return sorted(path.name for path in ROOMS.iterdir() if (path / "__init__.py").exists())


def missing(terms: list[str]) -> list[str]:
    known = words()
    return sorted({term for term in terms if term.lower() not in known})


def test_every_room_stands_in_the_glossary() -> None:
    assert missing(rooms()) == []


def test_every_model_stands_in_the_glossary() -> None:
    models = [
        node.name
        for path, tree in modules().items()
        if path.endswith("models.py")
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.endswith("Query")
    ]
    assert missing([re.sub(r"(?<!^)(?=[A-Z])", " ", name) for name in models]) == []


def test_every_kind_of_file_and_its_columns_stand_in_the_glossary() -> None:
    from siyu.connectors.files.kinds import KINDS

    assert missing([kind.name for kind in KINDS.values()]) == []
    assert missing([column.name for kind in KINDS.values() for column in kind.columns]) == []


def test_every_code_stands_in_the_glossary() -> None:
    from siyu.pool.codes import POOLS
    from siyu.traffic.codes import APPS, COST_KINDS, FORMS, PLATFORMS, WAYS

    assert missing([*POOLS, *COST_KINDS, *FORMS, *PLATFORMS, *APPS, *WAYS]) == []


def test_every_fact_stands_in_the_glossary() -> None:
    assert missing([act.name for act in acts()] + facts_of_kinds()) == []


def test_every_field_of_a_report_stands_in_the_glossary() -> None:
    from siyu.market.headings import HEADINGS

    assert missing(list(HEADINGS)) == []


def acts() -> list[object]:
    """Every declared fact that an act of somebody leaves behind."""
    found = []
    for path in modules():
        if path.endswith("/facts.py"):
            module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
            found += list(getattr(module, "ACTS", ()))
    return found


def facts_of_kinds() -> list[str]:
    from siyu.connectors.files.kinds import KINDS

    return [kind.fact for kind in KINDS.values()]


def test_every_fact_is_a_noun_and_what_happened_to_it() -> None:
    for name in [act.name for act in acts()] + facts_of_kinds():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name), name


def test_every_fact_that_is_recorded_is_declared() -> None:
    declared = {act.name for act in acts()}
    found = []
    for path, tree in modules().items():
        for call in calls(tree):
            if not (isinstance(call.func, ast.Name) and call.func.id == "record"):
                continue
            found += [
                f"{path}:{call.lineno} {word.value.value}"
                for word in call.keywords
                if word.arg == "name"
                and isinstance(word.value, ast.Constant)
                and word.value.value not in declared
            ]
    assert not found, "\n".join(found)


def test_every_declared_fact_is_recorded_by_somebody() -> None:
    said = "\n".join(ast.unparse(tree) for path, tree in modules().items() if not path.endswith("/facts.py"))
    unused = []
    for path in modules():
        if path.endswith("/facts.py"):
            module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
            for name, value in vars(module).items():
                if value in getattr(module, "ACTS", ()) and name.isupper() and f"{name}.name" not in said:
                    unused.append(f"{path} {name}")
    assert not unused, "\n".join(unused)


@pytest.mark.parametrize("room", rooms())
def test_every_room_says_on_half_a_page_what_it_is_for(room: str) -> None:
    readme = ROOMS / room / "README.md"
    assert readme.exists(), f"siyu/{room}/README.md is missing"
    assert 5 <= len(readme.read_text(encoding="utf-8").splitlines()) <= 60
