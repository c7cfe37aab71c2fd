"""Mailboxes and the registry."""

import threading
import time

import pytest

from vpstudio.mailbox import Closed, Mailbox
from vpstudio.problem import Problem
from vpstudio.registry import Registry


def test_live_keeps_the_newest_and_counts_the_rest():
    box = Mailbox("live")
    for item in range(5):
        box.put(item)
    assert box.get() == 4
    assert box.dropped == 4
    with pytest.raises(TimeoutError):
        box.get(timeout=0.01)


def test_every_loses_nothing_and_keeps_order():
    box, taken = Mailbox("every", depth=2), []

    def take():
        try:
            while True:
                taken.append(box.get())
                time.sleep(0.001)
        except Closed:
            pass

    reader = threading.Thread(target=take)
    reader.start()
    for item in range(100):
        assert box.put(item)
    box.close()
    reader.join(5)
    assert taken == list(range(100)) and box.dropped == 0


def test_a_full_box_gives_up_after_its_time():
    box = Mailbox("every", depth=1)
    assert box.put(1, timeout=0.01)
    assert not box.put(2, timeout=0.01)


def test_an_encoder_that_dies_wakes_the_render():
    """A blocked put learns of the error instead of hanging."""
    box = Mailbox("every", depth=1)
    box.put(1)
    threading.Timer(0.05, box.close, [ValueError("disk")]).start()
    with pytest.raises(Closed) as caught:
        box.put(2, timeout=5)
    assert isinstance(caught.value.__cause__, ValueError)
    with pytest.raises(Closed):
        box.get()


def test_registry_tells_what_is_missing_and_refuses_doubles():
    kinds = Registry("thing", "vpstudio.tracking")

    class Plain:
        name, title = "plain", "Plain"

    class Heavy:
        name, title, requires = "heavy", "Heavy", ("no_such_module_here",)

    kinds.register(Plain)
    kinds.register(Heavy)
    assert [(e.name, e.available, e.missing) for e in kinds.listing()] == [("heavy", False, ("no_such_module_here",)), ("plain", True, ())]
    assert kinds.get("plain") is Plain
    for name, code in (("heavy", "registry.missing"), ("other", "registry.unknown")):
        with pytest.raises(Problem) as caught:
            kinds.get(name)
        assert caught.value.code == code
    with pytest.raises(ValueError, match="two thing kinds"):
        kinds.register(type("Again", (), {"name": "plain", "title": "Again"}))
