"""The only writers of people."""

from siyu.people.actions.declaring import declare_identifier_kind
from siyu.people.actions.naming import name_rows, retire_unseen
from siyu.people.actions.ruling import merge_people, split_person
from siyu.people.actions.witnessing import witness

__all__ = [
    "declare_identifier_kind",
    "merge_people",
    "name_rows",
    "retire_unseen",
    "split_person",
    "witness",
]
