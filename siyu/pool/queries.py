"""Reading the pools."""

from siyu.core.words import Say, say
from siyu.pool.codes import POOLS
from siyu.pool.models import PoolKind


def pool_names() -> dict[str, Say]:
    """What each kind of pool is called: ours, and those the brand declared."""
    return {**POOLS, **{pool.code: say(pool.zh, pool.en) for pool in PoolKind.objects.all()}}
