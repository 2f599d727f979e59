"""Classes learnt from made texts: found again, honestly judged, the same one by one and in a batch, kept in a file."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

pytest.importorskip("numpy", reason="learning needs the extra text")

import numpy as np

from tongban.hotline.text import baseline
from tongban.hotline.text.arrays import counted, paired, read
from tongban.hotline.text.batch import Batch
from tongban.hotline.text.grams import ROWS, clean, plain, rows, units
from tongban.hotline.text.judging import f1_by_class, folds, macro_f1
from tongban.hotline.text.learning import Letter, crossed, products_of, solved, solved_by_steps
from tongban.hotline.text.model import Model, read_model, write_model
from tongban.hotline.text.training import trained
from tongban.kernel.refusals import Refused

THEMES = {
    "交通": "公交车站红绿灯路口停车占道司机班次", "教育": "学校老师学生家长补课收费幼儿园作业",
    "供水": "自来水停水水压水管漏水水表水质",
}  # fmt: skip
FILLING = "请问有关部门什么时候能够解决我们反映这个问题谢谢领导已经很久没有人管"
TEXTS = ("", "a", "ＡＢ１２３ 你好，世界！", "路灯坏了_x000D_\n没人修", "𠮷野家\ud800x", "停水\t停电" * 300)


def made(count: int, seed: int = 1) -> tuple[list[Letter], list[str]]:
    chance = Random(seed)
    names = [list(THEMES)[place % len(THEMES)] for place in range(count)]
    letters = []
    for name in names:
        words = [THEMES[name][at : at + 2] for at in chance.choices(range(len(THEMES[name]) - 1), k=5)]
        filling = [FILLING[at : at + 3] for at in chance.choices(range(len(FILLING) - 2), k=20)]
        letters.append(Letter("".join(words[:2]), "".join(chance.sample(words[2:] + filling, 23))))
    return letters, names


def numbers(names: list[str]) -> np.ndarray:
    return np.array([sorted(set(names)).index(name) for name in names])


@pytest.fixture(scope="module")
def model() -> Model:
    return trained(*made(90), at="2026-11-26T00:00:00+00:00")


@pytest.mark.parametrize("text", TEXTS)
def test_arrays_read_as_the_plain_reading_does(text: str) -> None:
    found, starts = read([text, text])
    assert found[: len(units(text))].tolist() == units(text)
    assert len(found) == 2 * (len(units(text)) + 1)
    assert starts.tolist() == [0, len(units(text)) + 1]
    both = np.concatenate([found.astype(np.int64), paired(found)])
    assert sorted(both[both != 0].tolist()) == sorted(rows(text) * 2)


def test_what_is_read_is_one_form_of_many_ways_to_type_it() -> None:
    assert plain("ＡＢ１２３ 你好，世界！") == "ab000你好世界"
    assert clean("路灯_x000D_坏") == "路灯坏"


def test_counts_weigh_the_subject_more() -> None:
    found = counted([(["水管"], 3), (["水"], 1)])
    assert dict(zip(found.columns.tolist(), found.counts.tolist(), strict=True))[ord("水")] == 4


def test_classes_are_found_and_judged_on_what_was_left_out() -> None:
    letters, names = made(90)
    right = numbers(names)
    given = crossed(products_of(letters), right, 3, seed=0)
    assert macro_f1(right, given, 3) > 0.9


def test_labels_that_mean_nothing_are_not_found() -> None:
    """The seeded bug of honesty: were a label of the test part used, shuffled labels would be found, too."""
    letters, names = made(90)
    right = np.random.default_rng(3).permutation(numbers(names))
    assert macro_f1(right, crossed(products_of(letters), right, 3, seed=0), 3) < 0.55


def test_a_label_of_the_test_part_changes_nothing_that_its_part_is_given() -> None:
    letters, names = made(60)
    right, products = numbers(names), products_of(letters)
    test = folds(right, 5, 0)[0]
    before = crossed(products, right, 3, seed=0)[test]
    part = list(folds(right, 5, 0))
    changed = right.copy()
    changed[test] = (right[test] + 1) % 3
    learnt = np.setdiff1d(np.arange(60), part[0])
    shares = solved(products[3][np.ix_(learnt, learnt)], changed[learnt], 3, 0.3)[0]
    assert (shares == solved(products[3][np.ix_(learnt, learnt)], right[learnt], 3, 0.3)[0]).all()
    assert len(before) == len(test)


def test_leaving_one_out_is_what_the_formula_says() -> None:
    letters, names = made(30)
    right, product = numbers(names), products_of(letters)[3]
    said = solved(product, right, 3, 1e6)[1]
    rest = np.arange(1, 30)
    # With every class the same size the weights of the classes change little when one is left out.
    shares = solved(product[np.ix_(rest, rest)], right[rest], 3, 1e6)[0]
    assert np.allclose(said[0], product[0, rest] @ shares, rtol=0.2)


def test_steps_find_what_the_exact_way_finds() -> None:
    letters, names = made(60)
    right = numbers(names)
    sparse = counted([([one.subject for one in letters], 3), ([one.body for one in letters], 1)]).scaled(np.ones(ROWS))
    exact = solved(sparse.products(sparse), right, 3, 0.3)[0]
    assert np.allclose(exact, solved_by_steps(sparse, right, 3, 0.3), atol=1e-2)


def test_folds_spread_every_class() -> None:
    right = np.array([0] * 10 + [1] * 5)
    for part in folds(right, 5, 7):
        assert np.bincount(right[part]).tolist() == [2, 1]


def test_f1_by_hand() -> None:
    right, given = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])
    assert f1_by_class(right, given, 2).round(3).tolist() == [0.667, 0.8]


def test_the_plain_baseline_is_what_scikit_learn_gives() -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text", reason="scikit-learn is a peer of benchmarks")
    svm = pytest.importorskip("sklearn.svm")
    letters, names = made(60)
    texts, right = [f"{one.subject} {one.body}" for one in letters], numbers(names)
    theirs = right.copy()
    for test in folds(right, 5, 0):
        learnt = np.setdiff1d(np.arange(60), test)
        known = text.TfidfVectorizer(analyzer="char", ngram_range=(1, 3)).fit([texts[at] for at in learnt])
        machine = svm.LinearSVC(tol=1e-8, max_iter=10_000).fit(
            known.transform([texts[at] for at in learnt]), right[learnt]
        )
        theirs[test] = machine.predict(known.transform([texts[at] for at in test]))
    assert (baseline.crossed(texts, right, 3, seed=0) == theirs).mean() > 0.98


def test_a_model_says_its_class_and_why(model: Model) -> None:
    best = model.found("自来水停水", "水压太低，请问什么时候能够解决")[0]
    assert best.name == "供水"
    assert best.ahead > 0
    assert {"停水", "水压"} & set(best.words)


def test_a_model_knows_nothing_of_words_it_never_saw(model: Model) -> None:
    assert model.found("", "ЖЖЖ") == []


def test_a_batch_gives_the_classes_that_one_by_one_gives(model: Model) -> None:
    letters, _ = made(300, seed=9)
    given = Batch(model).names([one.subject for one in letters], [one.body for one in letters])
    assert given == [model.found(one.subject, one.body)[0].name for one in letters]


def test_a_batch_of_nothing_is_nothing(model: Model) -> None:
    assert Batch(model).names([], []) == []


def test_a_model_is_the_same_after_its_file(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "hotline.model"
    write_model(path, model)
    again = read_model(path)
    assert (again.classes, again.rows, again.weights) == (model.classes, model.rows, model.weights)
    assert again.facts["by_class"] == model.facts["by_class"]
    assert again.facts["trained_at"] == "2026-11-26T00:00:00+00:00"


@pytest.mark.parametrize("damage", [lambda data: data[:-8], lambda data: b"{}\n" + data, lambda data: b""])
def test_a_damaged_file_is_refused(model: Model, tmp_path: Path, damage: object) -> None:
    path = tmp_path / "hotline.model"
    write_model(path, model)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(Refused, match="model_unreadable"):
        read_model(path)


def test_too_little_to_learn_is_refused() -> None:
    letters, names = made(12)
    with pytest.raises(Refused, match="too_little_to_learn"):
        trained(letters, [names[0], *["x"] * 3, *map(str, range(8))])
