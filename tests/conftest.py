"""Tests keep what they remember to themselves."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["MTCHECK_CACHE"] = str(tmp_path_factory.mktemp("cache"))
