"""The tree and its proofs against published answers and against the definition of RFC 9162, written out plainly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.merkle import proofs
from tongban.kernel.merkle.proofs import (
    NotProved,
    check_consistency,
    check_inclusion,
    consistency_ranges,
    inclusion_ranges,
)
from tongban.kernel.merkle.tiles import WIDTH, Growing, Tile, hashes_of, range_hash, width_of
from tongban.kernel.merkle.tree import EMPTY_ROOT, leaf_hash, node_hash, root_over, sm3_of

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(each)) for each in INPUTS]
# The first eight digits of each hash, as far as they tell them apart.
INCLUSION = {
    (0, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (5, 8): ["bc1a0643", "ca854ea1", "d37ee418"],
    (2, 3): ["fac54203"],
    (1, 5): ["6e340b9c", "5f083f0a", "bc1a0643"],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (6, 8): ["0ebc5d34", "ca854ea1", "d37ee418"],
    (2, 5): ["5f083f0a", "bc1a0643"],
    (3, 7): ["0298d122", "07506a85", "fac54203", "837dbb15"],
    (4, 7): ["837dbb15"],
    (6, 7): ["0ebc5d34", "b08693ec", "d37ee418"],
}


def of(leaves: Sequence[bytes]) -> bytes:
    """The definition: a tree is split at the largest power of two below its size."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(of(leaves[:half]), of(leaves[half:]))


def proof(leaves: Sequence[bytes], ranges: list[tuple[int, int]]) -> list[bytes]:
    return [of(leaves[low:high]) for low, high in ranges]


def many(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert root_over(LEAVES[:size]).hex() == ROOTS[size] == of(LEAVES[:size]).hex()


def test_hashes_of_leaf_and_node_are_the_published_ones() -> None:
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones(index: int, size: int) -> None:
    made = proof(LEAVES, inclusion_ranges(index, size))
    assert [each.hex()[:8] for each in made] == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(old: int, new: int) -> None:
    made = proof(LEAVES, consistency_ranges(old, new))
    assert [each.hex()[:8] for each in made] == CONSISTENCY[old, new]


def hold(largest: int) -> int:
    """Every proof of every tree up to a size: made, held against the definition's roots, short enough."""
    leaves, held = many(largest), 0
    roots = [root_over(leaves[:size]) for size in range(largest + 1)]
    hash_of = hashes_in(leaves)
    for size in range(1, largest + 1):
        bits = (size - 1).bit_length()
        for place in range(size):
            made = [hash_of(span) for span in inclusion_ranges(place, size)]
            check_inclusion(leaf=leaves[place], index=place, size=size, proof=made, root=roots[size])
            grown = [hash_of(span) for span in consistency_ranges(place + 1, size)]
            check_consistency(old=place + 1, new=size, old_root=roots[place + 1], new_root=roots[size], proof=grown)
            assert len(made) <= bits
            assert len(grown) <= bits + 1
            held += 2
    return held


def hashes_in(leaves: Sequence[bytes]) -> Callable[[proofs.Range], bytes]:
    """The hash of a range of leaves, from tiles, reckoned once for each range."""
    tree = tiles_of(leaves)
    return cache(lambda span: range_hash(span, tree))


def tiles_of(leaves: Sequence[bytes]) -> proofs.Range:
    """Reads tiles of a tree that a sealer has grown: full ones as stored, the open ones from memory."""
    growing, stored = grown(leaves)

    def read(level: int, number: int) -> Sequence[bytes]:
        found = stored.get((level, number))
        return hashes_of(found.hashes) if found else growing.open[level]

    return read  # type: ignore[return-value]


def grown(leaves: Sequence[bytes]) -> tuple[Growing, dict[tuple[int, int], Tile]]:
    growing, stored = Growing(), {}
    for leaf in leaves:
        for tile in growing.add(leaf):
            stored[tile.level, tile.number] = tile
    return growing, stored


def test_a1_every_proof_of_trees_up_to_256_holds() -> None:
    assert hold(256) == 256 * 257


@pytest.mark.nightly
def test_a1_every_proof_up_to_1024_holds() -> None:
    assert hold(1024) == 1024 * 1025


def sampled(largest: int, chance: Random) -> list[int]:
    """Sizes of one leaf to the largest: around each power of two and anywhere, small ones as often as large ones."""
    powers = [2**power + step for power in range(21) for step in (-1, 0, 1)]
    anywhere = [int(largest ** chance.random()) for _ in range(200)]
    return sorted({size for size in (*powers, *anywhere, largest) if 1 <= size <= largest})


@pytest.mark.parametrize("largest", [600, pytest.param(1_000_000, marks=pytest.mark.nightly)])
def test_a4_a_proof_has_no_more_hashes_than_the_logarithm_of_the_ledger(largest: int) -> None:
    leaves, chance = many(largest), Random(largest)
    hash_of = hashes_in(leaves)
    for size in sampled(largest, chance):
        bits, root = (size - 1).bit_length(), hash_of((0, size))
        for place in {0, size - 1, size // 2, *(chance.randrange(size) for _ in range(5))}:
            made = [hash_of(span) for span in inclusion_ranges(place, size)]
            check_inclusion(leaf=leaves[place], index=place, size=size, proof=made, root=root)
            grown = [hash_of(span) for span in consistency_ranges(place + 1, size)]
            old_root = hash_of((0, place + 1))
            check_consistency(old=place + 1, new=size, old_root=old_root, new_root=root, proof=grown)
            assert (len(made) <= bits, len(grown) <= bits + 1) == (True, True), (place, size)
    assert root == root_over(leaves)


def test_a4_a_proof_that_tells_every_leaf_would_be_too_long() -> None:
    """The negative control: the bound is one that a naive proof misses."""
    naive = [(leaf, leaf + 1) for leaf in range(300) if leaf != 7]
    assert len(inclusion_ranges(7, 300)) <= 9 < len(naive)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 700, 65536 + 300])
def test_a_growing_tree_has_the_root_of_its_leaves(size: int) -> None:
    growing, stored = grown(many(size))
    assert growing.root() == root_over(many(size))
    assert growing.size == size
    assert all(tile.root == root_over(hashes_of(tile.hashes)) for tile in stored.values())
    assert len(stored) == size // WIDTH + size // WIDTH**2


def test_the_width_of_a_tile_follows_from_the_size() -> None:
    assert [width_of(0, 1, size) for size in (0, 256, 257, 511, 512, 600)] == [0, 0, 1, 255, 256, 256]
    assert [width_of(1, 0, size) for size in (255, 256, 65535, 65536)] == [0, 1, 255, 256]


# The two examples of GB/T 32905, and three lengths around the end of a block (from OpenSSL and from our own script).
SM3 = {
    "": "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
    "abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    "x" * 55: "ff8f8d58b95a1f90e39d96f739fa873eee33c0a80e59c7bbbf184eb7d9b1f112",
    "x" * 56: "c4c1c6206d36c325e66ae5432948b26f04acff8dfc0ea2606a79d59b83a16d61",
}


@pytest.mark.parametrize("text", SM3)
def test_sm3_gives_the_published_answers(text: str) -> None:
    assert sm3_of(text.encode()).hex() == SM3[text]


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 600])
def test_a_tree_of_sm3_proves_as_one_of_sha256_and_never_for_it(size: int) -> None:
    leaves = [leaf_hash(str(number).encode(), sm3_of) for number in range(size)]
    growing = Growing(hashing=sm3_of)
    stored = {(tile.level, tile.number): hashes_of(tile.hashes) for tile in growing.add_all(leaves)}
    root = root_over(leaves, sm3_of)
    assert growing.root() == root != root_over(leaves) or size == 1
    half = size // 2

    def read(level: int, number: int) -> Sequence[bytes]:
        return stored.get((level, number)) or growing.open[level]

    path = [range_hash(span, read, sm3_of) for span in inclusion_ranges(half, size)]
    check_inclusion(leaf=leaves[half], index=half, size=size, proof=path, root=root, hashing=sm3_of)
    if size > 1:
        with pytest.raises(NotProved):
            check_inclusion(leaf=leaves[half], index=half, size=size, proof=path, root=root)
        grown = [root_over(leaves[low:high], sm3_of) for low, high in consistency_ranges(half, size)]
        old_root = root_over(leaves[:half], sm3_of)
        check_consistency(old=half, new=size, old_root=old_root, new_root=root, proof=grown, hashing=sm3_of)


@given(st.data())
def test_a_proof_with_one_bit_changed_proves_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 300))
    index = data.draw(st.integers(0, size - 1))
    leaves = many(size)
    given_ = [leaves[index], *proof(leaves, inclusion_ranges(index, size)), of(leaves)]
    which, bit = data.draw(st.integers(0, len(given_) - 1)), data.draw(st.integers(0, 255))
    given_[which] = (int.from_bytes(given_[which], "big") ^ 1 << bit).to_bytes(32, "big")
    with pytest.raises(NotProved):
        check_inclusion(leaf=given_[0], index=index, size=size, proof=given_[1:-1], root=given_[-1])


@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 199))
def test_another_history_is_never_consistent(old: int, more: int, changed: int) -> None:
    leaves = many(old + more)
    other = [*leaves]
    other[changed % old] = sha256(b"another").digest()
    made = proof(other, consistency_ranges(old, old + more))
    with pytest.raises(NotProved):
        check_consistency(old=old, new=old + more, old_root=of(leaves[:old]), new_root=of(other), proof=made)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_its_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(NotProved):
        inclusion_ranges(index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 3), (4, 3), (-1, 2)])
def test_a_tree_that_shrinks_has_no_proof(old: int, new: int) -> None:
    with pytest.raises(NotProved):
        consistency_ranges(old, new)


def test_a_tile_shorter_than_the_tree_is_an_error_not_a_proof() -> None:
    with pytest.raises(LookupError):
        range_hash((0, 4), lambda level, number: LEAVES[:3])
