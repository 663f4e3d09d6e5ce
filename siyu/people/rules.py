"""Who belongs together: judged link by link, in the order of the rows that first showed them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KEPT_APART = "kept apart"
"""Why a link is refused that a human's split stands against: decided, so no conflict that waits. No kind's
name."""


@dataclass(frozen=True)
class Judgement:
    """`company` maps every identifier to the representative of its person; `refused` links name their
    reason."""

    company: Mapping[int, int]
    refused: Mapping[tuple[int, int], str]


def judge(
    links: Iterable[tuple[int, int]],
    *,
    singles: Mapping[int, tuple[str, str]],
    apart: Iterable[tuple[int, int]] = (),
    merges: Iterable[tuple[int, int]] = (),
) -> Judgement:
    """Unite identifiers: first whom a human merged, then link by link in the order given.

    `singles`: for identifiers of single-valued kinds their (kind, value). A link that would give one person
    two values of such a kind is refused, and so is one that would unite two identifiers a human keeps apart.
    What is refused stays so: both sides only grow, and keep what set them against each other.
    """
    parent: dict[int, int] = {}
    held: dict[int, dict[str, str]] = {}
    kept_from: dict[int, set[int]] = {}

    def find(node: int) -> int:
        if node not in parent:
            parent[node] = node
            single = singles.get(node)
            held[node] = {single[0]: single[1]} if single else {}
        root = node
        while parent[root] != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    for a, b in apart:
        kept_from.setdefault(find(a), set()).add(b)
        kept_from.setdefault(find(b), set()).add(a)

    refused: dict[tuple[int, int], str] = {}
    for a, b in (*merges, *links):
        one, other = find(a), find(b)
        if one == other:
            continue
        clash = next(
            (kind for kind, value in held[other].items() if held[one].get(kind, value) != value), None
        )
        if clash is not None:
            refused[a, b] = clash
            continue
        # Foes are mutual, so it is enough to ask the side that has fewer of them.
        one, other = sorted((one, other), key=lambda side: len(kept_from.get(side, ())), reverse=True)
        if any(find(foe) == one for foe in kept_from.get(other, ())):
            refused[a, b] = KEPT_APART
            continue
        parent[other] = one
        held[one].update(held.pop(other))
        if other in kept_from:
            kept_from[one].update(kept_from.pop(other))
    return Judgement(company={node: find(node) for node in list(parent)}, refused=refused)
