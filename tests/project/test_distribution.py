"""What people install is complete, and builds what the checkout builds."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import coursepack
from coursepack.languages import interface_languages, translations
from tests.support.cases import tree_of_folder
from tests.support.repository import repository_files
from tests.support.tools import ROOT

SAMPLE = ("coursepack.toml", "coursepack.lock", "content")
NAME = f"coursepack-{coursepack.__version__}"


def run(*command: str | Path, folder: Path) -> str:
    """What a command printed; fails with all of it when the command fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an sdist and of the wheel that was made from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    # Without isolation the backend is the locked one that is installed here, and nothing is fetched.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    return folder


@pytest.fixture(scope="module")
def installed(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a fresh virtual environment with the wheel; dependencies are those installed here."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    (wheel,) = distributions.glob("*.whl")
    run(
        *(sys.executable, "-m", "pip", "--python", python, "-qq", "--disable-pip-version-check"),
        *("install", "--no-deps", "--no-index", wheel),
        folder=folder,
    )
    # Added as a plain path: the .pth files there, and so the editable install of the checkout, are not read.
    dependencies = Path(pytest.__file__).parents[1]
    (site_packages,) = folder.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(f"{dependencies}\n")
    return python.parent


def test_wheel_holds_the_package_the_templates_and_the_license(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    package = {name.removeprefix("src/") for name in repository_files() if name.startswith("src/coursepack/")}
    templates = {f"coursepack/{name}" for name in repository_files() if name.startswith("templates/")}
    metadata = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert "coursepack/py.typed" in package
    assert templates
    assert set(names) == package | templates | {f"{NAME}.dist-info/{name}" for name in metadata}
    assert len(names) == len(set(names))


def test_sdist_holds_what_is_needed_to_build_and_to_test(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.removeprefix(f"{NAME}/") for name in archive.getnames()}
    folders = ("src", "templates", "content", "docs", "tests")
    expected = {name for name in repository_files() if name.split("/")[0] in folders}
    expected |= {
        *("coursepack.toml", "Makefile", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "requirements.lock"),
        *("Containerfile", ".containerignore"),
        *(name for name in repository_files() if name == "coursepack.lock"),
    }
    assert names == expected | {".gitignore", "PKG-INFO"}


def test_installed_command_tells_the_version_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "coursepack", "--version", folder=tmp_path).strip().endswith(coursepack.__version__)
    where = run(installed / "python", "-c", "import coursepack; print(coursepack.__file__)", folder=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_installed_wheel_builds_the_sample_to_the_same_bytes_as_the_checkout(installed: Path, tmp_path: Path) -> None:
    built = []
    for name, command in (
        ("wheel", installed / "coursepack"),
        ("checkout", Path(sys.executable).parent / "coursepack"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        for part in SAMPLE:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part)
            elif (ROOT / part).exists():
                shutil.copy(ROOT / part, folder)
        run(command, "build", folder=folder)
        built.append(tree_of_folder(folder / "build"))
    assert built[0].keys() == built[1].keys()
    assert [name for name in built[0] if built[0][name] != built[1][name]] == []
    assert any(name.endswith(".zip") for name in built[0])


def test_installed_wheel_speaks_every_language(installed: Path, tmp_path: Path) -> None:
    told = "print(*(translations(each).gettext('Check') for each in interface_languages()))"
    code = f"from coursepack.languages import interface_languages, translations; {told}"
    said = run(installed / "python", "-c", code, folder=tmp_path).split()
    assert len(set(said)) == len(interface_languages())
    assert said[:3] == ["Check", *(translations(each).gettext("Check") for each in interface_languages()[1:3])]
