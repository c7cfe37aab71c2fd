"""A GL context where a test of the engine draws; skipped where the machine has none."""

import pytest

from vpstudio.problem import Problem
from vpstudio.render.context import Context


@pytest.fixture
def gl_context():
    try:
        context = Context.headless()
    except Problem as problem:
        pytest.skip(str(problem))
    yield context
    context.close()
