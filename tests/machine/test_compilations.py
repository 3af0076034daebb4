"""No function that anybody types makes XLA compile."""

import numpy as np

from gradscape.language.parser import parse
from gradscape.machine import compilations, machine, warm_up
from gradscape.machine.program import program
from gradscape.machine.sizes import KERNELS


def test_after_warm_up_nothing_is_compiled_whatever_the_function_and_size():
    warm_up.start()
    assert warm_up.wait(300.0)
    assert warm_up.progress() == (len(KERNELS), len(KERNELS))
    before = compilations.count()
    for k in range(40):
        function = program(parse(f"sin({k}x) + x^{k} y + z/(1 + {k})"), {})
        count = (1, 3, 70, 1_500)[k % 4]
        machine.jets(function, np.full((count, 3), 0.5))
        machine.values(function, np.full((count * 7, 3), 0.5))
    assert compilations.count() == before
