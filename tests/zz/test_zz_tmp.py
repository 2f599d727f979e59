import pytest
from tests.people import gather
from tests.routes_table import ROUTES
from tests.test_routes import wrong_cells


@pytest.fixture
def people(db, settings, tmp_path):
    settings.DEMO=True; settings.FILES_ROOT=tmp_path
    return gather()
def test_cells(people):
    names=[n for n in ROUTES if n.startswith("ratings:")]
    assert wrong_cells(people,"get",names)+wrong_cells(people,"post",names)==[]
