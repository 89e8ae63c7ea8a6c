"""What a public forge runs is what is run at home: the one script, on every system and with every Python that the project is for."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOW, SCRIPT = ROOT / ".github" / "workflows" / "ci.yml", ROOT / ".ci" / "run"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="a source distribution has neither")


def workflow() -> dict[Any, Any]:
    read = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    return read


def test_it_runs_the_script_and_nothing_else() -> None:
    (job,) = workflow()["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/run"]
    assert SCRIPT.is_file()


def test_it_runs_on_three_systems_with_every_python_that_the_project_is_for() -> None:
    (job,) = workflow()["jobs"].values()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = [found[1] for text in project["classifiers"] if (found := re.fullmatch(r".*:: (3\.\d+)", text))]
    assert job["strategy"]["matrix"]["python"] == stated
    assert {system.partition("-")[0] for system in job["strategy"]["matrix"]["system"]} == {
        "macos",
        "ubuntu",
        "windows",
    }
    assert job["strategy"]["fail-fast"] is False


def test_it_may_read_and_do_nothing_more() -> None:
    read = workflow()
    assert read["permissions"] == {"contents": "read"}
    (job,) = read["jobs"].values()
    assert "permissions" not in job
    uses = [step for step in job["steps"] if "uses" in step]
    assert all(
        re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"]) for step in uses
    )  # no tag, which can be moved
    assert uses[0]["with"] == {"persist-credentials": False}
    assert {True, "on"} & read.keys()  # which YAML takes for true
    assert "pull_request_target" not in WORKFLOW.read_text(encoding="utf-8")


NEEDED = {
    "python3": "#!/bin/sh\nexit 1\n",
    "python": """#!/bin/sh
if [ "$1" = -c ]; then exit 0; fi
if [ "$2" = venv ]; then mkdir -p "$3/{folder}"; cp "$0" "$3/{folder}/python"; cp "$0" "$3/{folder}/nox"; exit 0; fi
echo "$0 $@" >> "{log}"
""",
}


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts of a shell")
@pytest.mark.parametrize("folder", ["bin", "Scripts"])
def test_the_script_finds_its_python_whatever_it_is_called_and_wherever_an_environment_keeps_it(
    folder: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    for name, text in NEEDED.items():
        place = tmp_path / "path" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text.format(folder=folder, log=log) if name == "python" else text, encoding="utf-8")
        place.chmod(0o755)
    (tmp_path / "path" / "chromium").symlink_to(tmp_path / "path" / "python")  # so that nothing is installed
    environment = {**os.environ, "PATH": f"{tmp_path / 'path'}:/usr/bin:/bin", "TMPDIR": str(tmp_path)}
    done = subprocess.run(["bash", str(SCRIPT)], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "all checks passed\n"
    ran = [line.split(f"/{folder}/")[1] for line in log.read_text(encoding="utf-8").splitlines()]
    assert ran == [
        "python -m pip install .[test]",
        "python -m pytest -n auto --dist loadfile",
        "python -m pip install --quiet nox",
        "nox --no-error-on-missing-interpreters",
    ]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("tmp.")] == []  # nothing is left
