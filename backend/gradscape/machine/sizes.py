"""Every compiled kernel there will ever be, in the order of how soon one is needed.

A lane is one evaluation: one point, and for derivatives one pair of directions. Requests are padded up to the next
size and larger ones are cut into tiles. Measured: the number of variables does not matter to a kernel's time, so one
kernel serves 1 to 16 of them, and five size classes of variables are not needed.
"""

JET_LANES = (4, 64, 1024)
VALUE_LANES = (64, 1024, 10240)

KERNELS: tuple[tuple[str, int], ...] = (
    ("value", 10240),
    ("jet", 4),
    ("jet", 1024),
    ("value", 1024),
    ("jet", 64),
    ("value", 64),
)


def lanes_for(count: int, sizes: tuple[int, ...]) -> int:
    """The smallest size that holds `count` lanes, or the largest, to be used in tiles."""
    return next((size for size in sizes if size >= count), sizes[-1])
