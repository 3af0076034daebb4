"""POST natural-gradient about three parameters: a slice of the plane, and what is refused of it."""

import numpy as np
import pytest
from scipy import stats

STUDENT = {
    "source": "lgamma((n + 1)/2) - lgamma(n/2) - log(n pi)/2 - log(s) - (n + 1)/2 log(1 + ((x - m)/s)^2/n)",
    "parameters": ["m", "s", "n"],
}
DATA = [-3.0, 1.0, 1.5, 2.0, 9.0]


def test_two_of_three_parameters_make_a_map_at_the_value_of_the_third(lab):
    over = {"over": [[-1, 3], [2, 8]], "of": [0, 2], "resolution": 16}
    asked = {"family": STUDENT, "data": DATA, "start": [0.5, 1.5, 4], "runs": [], "ellipses": [[0.5, 1.5, 4]]}
    told = lab("natural-gradient", **asked, map=over).json()
    m, n = np.meshgrid(*told["map"]["axes"])
    surprise = -np.mean([stats.t.logpdf(x, n, m, 1.5) for x in DATA], axis=0)
    np.testing.assert_allclose(told["map"]["heights"], surprise, rtol=1e-12)
    # Fisher's information of Student's distribution: Lange, Little and Taylor (1989), appendix B.
    metric = np.array(told["ellipses"][0])
    assert metric[0, 0] == pytest.approx(5 / (7 * 1.5**2), rel=1e-6)
    assert metric[1, 1] == pytest.approx(2 * 4 / (7 * 1.5**2), rel=1e-5)
    assert metric[1, 2] == pytest.approx(-2 / (1.5 * 5 * 7), rel=1e-5)


@pytest.mark.parametrize(
    "over, says",
    [
        ({"over": [[-1, 3], [2, 8]]}, "has 2 intervals, but the family has 3 parameters"),
        ({"over": [[-1, 3], [2, 8]], "of": [1, 1]}, "as many different parameters"),
        ({"over": [[-1, 3], [2, 8]], "of": [1]}, "as many different parameters"),
    ],
)
def test_a_map_says_which_parameters_it_is_of(lab, over, says):
    refused = lab("natural-gradient", family=STUDENT, data=DATA, start=[0, 1, 4], runs=[], map=over)
    assert refused.status_code == 422 and says in refused.json()["detail"]
