"""What keeps Qt from taking a name or a comment for HTML: one module makes whatever shows texts (gui/plain_text.py)."""

import ast
from typing import Final

from tests.helpers.tree import PRODUCT, modules, name, parsed

WINDOW: Final = PRODUCT / "gui"
ONE_MODULE: Final = WINDOW / "plain_text.py"
RICH_BY_ITSELF: Final = frozenset({"QLabel", "QMessageBox", "QErrorMessage", "QToolTip", "QWhatsThis", "QTextBrowser"})


def made_by(node: ast.AST) -> set[str]:
    """Return the classes of which a call makes an object, or a class an heir; a static method's class counts."""
    if isinstance(node, ast.ClassDef):
        return {base.id for base in node.bases if isinstance(base, ast.Name)}
    if not isinstance(node, ast.Call):
        return set()
    called = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    return {called.id} if isinstance(called, ast.Name) else set()


def is_bare_tip(node: ast.AST) -> bool:
    """Whether this is `setToolTip` with neither a text that stands in the source nor one that `plain_tip` returns."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setToolTip"):
        return False
    (text,) = node.args
    return not isinstance(text, ast.Constant) and made_by(text) != {"plain_tip"}


def test_one_module_makes_labels_and_message_boxes() -> None:
    assert made_by(ast.parse("class Fact(QLabel): ...").body[0]) == {"QLabel"}
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules(WINDOW)
        if path != ONE_MODULE
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef | ast.Call) and made_by(node) & RICH_BY_ITSELF
    ]
    assert found == []


def test_every_tool_tip_is_a_text_of_ours_or_made_plain() -> None:
    assert is_bare_tip(ast.parse("fact.setToolTip(path)", mode="eval").body)
    found = [name(path) for path in modules(WINDOW) for node in ast.walk(parsed(path)) if is_bare_tip(node)]
    assert found == []


def test_only_the_counts_of_an_export_are_links() -> None:
    formats = {"RichText", "AutoText", "MarkdownText"}
    found = {
        name(path)
        for path in modules(WINDOW)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in formats
    }
    assert found == {"clockreports/gui/export_window/strip.py"}
