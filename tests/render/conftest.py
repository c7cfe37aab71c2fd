"""One GL context for all tests of the room; skipped where the machine has none."""

from __future__ import annotations

import pytest

from vpstudio.problem import Problem
from vpstudio.render.context import Context


@pytest.fixture(scope="session")
def session_context():
    try:
        context = Context.headless()
    except Problem as problem:
        pytest.skip(str(problem))
    yield context
    context.gl.__enter__()
    context.close()


@pytest.fixture
def gl_context(session_context):
    """Current again, for another test may have made a context of its own; and no test may leave an error in it."""
    with session_context.gl:
        yield session_context
        assert session_context.gl.error == "GL_NO_ERROR"
