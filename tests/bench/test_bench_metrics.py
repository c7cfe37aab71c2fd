"""The measures of mattes against cases that can be counted by hand."""

import cv2
import numpy as np
import pytest

from vpstudio.bench import metrics


def square(at=20, size=40, shape=(100, 120), value=255):
    picture = np.zeros(shape, np.uint8)
    picture[30 : 30 + size, at : at + size] = value
    return picture


def test_the_truth_is_perfect():
    truth = [square(20 + n) for n in range(4)]
    assert max(metrics.scores(truth, truth).values()) < 1e-9


def test_mad_and_mse_by_hand():
    """A tenth of the pixels off by a half."""
    truth, found = np.zeros((10, 10), np.uint8), np.zeros((10, 10), np.uint8)
    found[0] = 255
    told = metrics.scores([found], [truth])
    assert told["MAD"] == pytest.approx(100) and told["MSE"] == pytest.approx(100) and told["dtSSD"] == 0


def test_dtssd_is_of_changes_only():
    """Wrong in the same way all the time costs nothing; a flash of the whole picture in one of two steps is 100."""
    truth = [np.zeros((8, 8), np.uint8)] * 3
    assert metrics.scores([truth[0] + np.uint8(60)] * 3, truth)["dtSSD"] == 0
    flash = [truth[0], truth[0] + np.uint8(255), truth[0] + np.uint8(255)]
    assert metrics.scores(flash, truth)["dtSSD"] == pytest.approx(50)


def test_grad_of_a_step_against_the_filter_written_out():
    """One row, one step: the squared filter response summed over the columns, for every row."""
    step = np.zeros((40, 40), np.float32)
    step[:, 20:] = 1
    x = np.arange(-4, 5)
    gauss = np.exp(-(x**2) / (2 * 1.4**2)) / (1.4 * np.sqrt(2 * np.pi))
    slope = -x * gauss / 1.4**2
    length = np.sqrt((np.outer(gauss, slope) ** 2).sum())
    # Along the step the Gaussian sums up; across it the derivative does, from each place on.
    edge = np.cumsum(slope) * gauss.sum() / length
    assert metrics.grad(step, np.zeros_like(step)) == pytest.approx(40 * (edge**2).sum() / 1e3, rel=1e-4)


def test_conn_counts_what_hangs_apart():
    """A blob of 10 x 10 that the truth has not is apart from the common part by a whole alpha."""
    truth = square()
    found = truth.copy()
    found[5:15, 100:110] = 255
    assert metrics.conn(metrics.unit(found), metrics.unit(truth)) == pytest.approx(0.1)
    assert metrics.conn(metrics.unit(truth), metrics.unit(truth)) == 0


def test_conn_forgives_small_differences():
    truth = square(value=255)
    found = square(value=235)
    assert metrics.conn(metrics.unit(found), metrics.unit(truth)) == 0


def test_wrong_sizes_are_refused():
    with pytest.raises(ValueError):
        metrics.scores([square()], [square(), square()])
    with pytest.raises(ValueError):
        metrics.scores([square()], [square(shape=(90, 120))])
    with pytest.raises(ValueError):
        metrics.scores([], [])


@pytest.mark.parametrize("lag", [-2, -1, 0, 1, 2])
def test_offset_finds_the_lag(lag):
    truth = [square(5 + 6 * n) for n in range(12)]
    found = [truth[min(max(n - lag, 0), 11)] for n in range(12)]
    assert metrics.offset(found, truth) == lag


def test_offset_is_told_by_motion_and_not_by_what_is_always_wrong():
    """A matte with a large hole in it and half of another room's furniture is still on its own frame, or two late."""
    truth = [square(5 + 6 * n) for n in range(12)]
    wrong = [alpha.copy() for alpha in truth]
    for alpha in wrong:
        alpha[60:] = 255
        alpha[40:50] = 0
    assert metrics.offset(wrong, truth) == 0
    assert metrics.offset(wrong[:2] + wrong[:-2], truth) == 2


def test_offset_of_what_stands_still_is_nothing():
    truth = [square()] * 5
    assert metrics.offset([truth[0] * 0] * 5, truth) == 0
    assert metrics.offset([square(20, value=200 + n) for n in range(5)], truth) == 0


def test_stillness_leaves_what_moves_alone():
    plates = [np.full((100, 120, 3), 80, np.uint8) for _ in range(3)]
    for n, plate in enumerate(plates):
        plate[:, 60 + 10 * n :] = 200
    still = [square(10, 20)] * 3
    assert metrics.stillness(still, plates) == 0
    flicker = [square(10, 20), square(10, 20, value=155), square(10, 20)]
    assert metrics.stillness(flicker, plates) > 0.01
    moving = [square(70 + 10 * n, 20) for n in range(3)]
    assert metrics.stillness(moving, plates) < metrics.stillness([square(70, 20), square(90, 20), square(70, 20)], plates[:1] * 3)


def test_spill_by_hand():
    truth = np.full((4, 4), 128, np.uint8)
    picture = np.zeros((4, 4, 3), np.uint8)
    picture[...] = (40, 52, 44)
    assert metrics.spill([picture], [truth]) == pytest.approx(8)
    assert metrics.spill([picture[..., ::-1]], [truth], "blue") == 0
    assert metrics.spill([picture], [truth * 0]) == 0


def test_a_blurred_edge_costs_more_the_wider_it_is():
    truth = square()
    told = [metrics.scores([cv2.GaussianBlur(truth, (0, 0), sigma)], [truth]) for sigma in (1, 2, 4)]
    for name in ("MAD", "MSE", "Grad", "Conn"):
        values = [each[name] for each in told]
        assert values == sorted(values), name
