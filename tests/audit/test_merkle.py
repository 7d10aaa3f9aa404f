"""Roots and paths of Merkle trees, against the vectors of RFC 6962's reference log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import merkle

# The eight leaves and the roots of the first N of them, as Certificate Transparency publishes.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize(("count", "expected"), ROOTS.items())
def test_the_root_is_the_one_that_the_standard_gives(count: int, expected: str) -> None:
    assert merkle.root([merkle.leaf(content) for content in LEAVES[:count]]).hex() == expected


@given(contents=st.lists(st.binary(max_size=8), min_size=1, max_size=40), data=st.data())
def test_each_path_leads_to_the_root_and_from_no_other_leaf(
    contents: list[bytes], data: st.DataObject
) -> None:
    leaves = [merkle.leaf(content) for content in contents]
    place = data.draw(st.integers(0, len(leaves) - 1))

    steps = merkle.path(leaves, place)

    assert merkle.climb(leaves[place], steps) == merkle.root(leaves)
    assert merkle.climb(merkle.leaf(b"another leaf"), steps) != merkle.root(leaves)


def test_there_is_no_path_of_a_leaf_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        merkle.path([merkle.leaf(b"")], 1)
