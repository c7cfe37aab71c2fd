"""The screen never shows a picture that is being written, and the render never waits for a viewport."""

from __future__ import annotations

import random
import threading

import numpy as np
import pytest
from render_shots import SIZE, frame, matte, noise, shot

from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer
from vpstudio.render.screen import ScreenRing

pytestmark = pytest.mark.gl


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, SIZE)
    yield made
    made.close()


@pytest.fixture
def ring(gl_context):
    made = ScreenRing(gl_context)
    yield made
    made.close()


def flat(number):
    return np.full((SIZE[1], SIZE[0], 4), number % 256, np.uint8)


def shown(context, picture):
    """What a viewport would see in the lent texture."""
    texture = context.gl.external_texture(picture.texture, (picture.width, picture.height), 4, 0, "f1")
    return np.frombuffer(texture.read(), np.uint8).reshape(picture.height, picture.width, 4)


def test_nothing_before_the_first_picture_and_each_only_once(renderer, gl_context):
    assert renderer.screen.acquire() is None
    plate = noise(*SIZE)
    renderer.draw(shot(frame(plate, number=7)))
    renderer.publish()
    picture = renderer.screen.acquire()
    assert picture is not None and (picture.number, picture.width, picture.height) == (7, *SIZE)
    assert np.array_equal(shown(gl_context, picture), plate)
    assert renderer.screen.acquire() is None


def test_the_newest_wins(renderer, gl_context):
    for number in range(5):
        renderer.draw(shot(frame(flat(40 + number), number=number)))
        renderer.publish()
    picture = renderer.screen.acquire()
    assert picture.number == 4 and (shown(gl_context, picture)[..., 0] == 44).all()


def test_a_lent_picture_stays_while_others_are_drawn(renderer, gl_context):
    """Any order of drawing, taking and giving back: what is lent is what its number says, whole."""
    dice, lent = random.Random(1), []
    for number in range(200):
        renderer.draw(shot(frame(flat(number), number=number)))
        assert (renderer.read("program")[..., 0] == number % 256).all()
        if dice.random() < 0.8:
            renderer.publish()
        assert (renderer.read("program")[..., 0] == number % 256).all()
        if dice.random() < 0.6 and (fresh := renderer.screen.acquire()) is not None:
            lent.append(fresh)
            for old in lent[:-1]:
                renderer.screen.release(old)
            lent = lent[-1:]
        for picture in lent:
            assert (shown(gl_context, picture)[..., 0] == picture.number % 256).all()


def test_a_viewport_that_shows_one_and_fetches_the_next_holds_two(renderer, gl_context):
    held = []
    for number in range(20):
        renderer.draw(shot(frame(flat(number), number=number)))
        renderer.publish()
        fresh = renderer.screen.acquire()
        held.append(fresh)
        assert (shown(gl_context, fresh)[..., 0] == number).all()
        if len(held) == 2:
            renderer.draw(shot(frame(flat(99), number=1000)))
            renderer.publish()
            for picture in held:
                assert (shown(gl_context, picture)[..., 0] == picture.number).all()
            renderer.screen.release(held.pop(0))


def test_giving_back_twice_does_not_free_what_is_lent_again(ring):
    ring.begin(SIZE)
    ring.publish(1)
    first = ring.acquire()
    ring.release(first)
    ring.begin(SIZE)
    ring.publish(2)
    second = ring.acquire()
    ring.release(first)
    states = [slot.state for slot in ring._slots]
    assert states.count("leased") == 1 and ring._slots[second.slot].state == "leased"


def test_every_view_reaches_the_screen(renderer, gl_context):
    alpha = noise(*SIZE, 1, seed=4)[..., 0]
    plate, back = noise(*SIZE), noise(*SIZE, seed=2)
    renderer.draw(shot(frame(plate), cut="matte", matte=matte(alpha), backdrop=frame(back)))
    for view, wanted in {"plate": plate[..., :3], "set": back[..., :3], "alpha": np.repeat(alpha[..., None], 3, -1)}.items():
        renderer.publish(view)
        picture = renderer.screen.acquire()
        assert np.array_equal(shown(gl_context, picture)[..., :3], wanted), view
        renderer.screen.release(picture)


def test_publishing_twice_shows_the_same_picture(renderer, gl_context):
    plate = noise(*SIZE)
    renderer.draw(shot(frame(plate)))
    renderer.publish()
    renderer.publish()
    assert np.array_equal(shown(gl_context, renderer.screen.acquire()), plate)
    assert np.array_equal(renderer.read("program"), plate)


def test_another_size_waits_for_the_lent_picture(renderer, gl_context):
    plate = noise(*SIZE)
    renderer.draw(shot(frame(plate)))
    renderer.publish()
    picture = renderer.screen.acquire()
    for number in range(6):
        renderer.draw(shot(frame(noise(30, 20), number=number)))
        renderer.publish()
    assert np.array_equal(shown(gl_context, picture), plate)
    assert renderer.screen.acquire().width == 30


def test_a_slow_viewport_in_another_thread_never_sees_a_torn_picture():
    """Two threads, two contexts that share nothing but the ring's bookkeeping: no slot is ever written while it is lent."""
    context = Context.headless()
    ring, stop, faults = ScreenRing(context), threading.Event(), []
    written: dict[int, int] = {}

    def look():
        held = None
        while not stop.is_set():
            picture = _take(ring)
            if picture is None:
                continue
            if held is not None:
                _give(ring, held)
            held = picture
            for _ in range(50):
                if written[held["slot"]] != held["number"]:
                    faults.append(held)

    viewer = threading.Thread(target=look)
    viewer.start()
    for number in range(400):
        ring.begin(SIZE)
        written[ring._drawing] = number
        ring.publish(number)
    stop.set()
    viewer.join()
    ring.close()
    context.close()
    assert not faults


def _take(ring):
    """acquire() without its GL calls: another thread has no context here."""
    with ring._lock:
        for index, slot in enumerate(ring._slots):
            if slot.state == "ready":
                slot.state = "leased"
                return {"slot": index, "number": slot.number}
    return None


def _give(ring, held):
    with ring._lock:
        if ring._slots[held["slot"]].number == held["number"]:
            ring._slots[held["slot"]].state = "free"
