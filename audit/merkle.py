"""Merkle trees as RFC 6962 builds them (SHA-256; leaves and nodes never mistaken for each other).

A path is what proves, beside a leaf, that it stands under a root: (is_left, hash) from the leaf up.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeAlias

Path: TypeAlias = list[tuple[bool, bytes]]

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Of the hashes of the leaves, in order; EMPTY_ROOT of none."""
    if not leaves:
        return EMPTY_ROOT
    row = list(leaves)
    while len(row) > 1:
        row = _above(row)
    return row[0]


def path(leaves: Sequence[bytes], place: int) -> Path:
    """What stands beside the leaf at `place` on the way up; raises IndexError for no such leaf."""
    if not 0 <= place < len(leaves):
        raise IndexError(place)
    return path_in(rows(leaves), place)


def rows(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """The whole tree, from the leaves up to the root: for many paths of the same tree."""
    tree = [list(leaves)]
    while len(tree[-1]) > 1:
        tree.append(_above(tree[-1]))
    return tree


def path_in(tree: Sequence[Sequence[bytes]], place: int) -> Path:
    """As `path`, of the tree that `rows` built."""
    steps: Path = []
    for row in tree[:-1]:
        beside = place ^ 1
        if beside < len(row):
            steps.append((beside < place, row[beside]))
        place //= 2
    return steps


def climb(hash_of_leaf: bytes, steps: Path) -> bytes:
    """The root that the leaf and its path lead to."""
    found = hash_of_leaf
    for is_left, beside in steps:
        found = node(beside, found) if is_left else node(found, beside)
    return found


def _above(row: list[bytes]) -> list[bytes]:
    """The next row up; one without a neighbour goes up as it is, which is RFC 6962's own tree."""
    pairs = [node(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
    return pairs if len(row) % 2 == 0 else [*pairs, row[-1]]
