"""How functions are damaged."""

from pathlib import Path

from scripts.mutants.code import code_mutants


def test_mutants_change_one_line_of_code(tmp_path: Path) -> None:
    module = tmp_path / "entropy.py"
    module.write_text(
        'def entropy(p, base, reduction="mean"):\n    """H − Σ."""\n'
        "    return 0 - total(p * log(p, base), axis=-1)\n\n\n"
        "def columns(p):\n    return p.sum(axis=0)\n",
        "utf-8",
    )
    found = code_mutants(module, "entropy")
    changes = {" ".join(mutant.change.split()) for mutant in found}
    assert "operator: - → +" in changes
    assert "axis: -1 → 0" in changes
    assert "base dropped: , base → nothing" in changes
    assert 'reduction: "mean" → "sum"' in changes
    assert {mutant.name for mutant in found} == {"entropy.entropy", "entropy.columns"}
    assert all("H − Σ" in mutant.text for mutant in found)
    for mutant in found:
        before, after = module.read_text("utf-8").split("\n"), mutant.text.split("\n")
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
