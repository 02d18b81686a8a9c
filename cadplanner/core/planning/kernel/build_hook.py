"""Builds the engine's kernel while the package is built; where no compiler can, the package does without it."""

# ruff: noqa: INP001 - not a part of the package: only the build runs it
from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

HERE = Path(__file__).parent
PLANNING = HERE.parent
NAME = "_kernel"
MADE = ("_kernel.abi3.so", "_kernel.pyd")


class KernelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled kernel beside the Python it speeds up, in the tree (for -e) and in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's own face
        if self.target_name != "wheel":
            return
        self.clean([])
        try:
            made = _compiled()
        except (Exception, SystemExit) as why:  # noqa: BLE001 - whatever a compiler or its absence does, Python remains
            self.app.display_warning(f"The kernel was not compiled, Python plans instead: {why}")
            return
        build_data["artifacts"].append(f"/{made.relative_to(self.root).as_posix()}")
        build_data["pure_python"] = False
        platforms = (tag.platform for tag in sys_tags())
        platform = next(p for p in platforms if "manylinux" not in p and "musllinux" not in p)
        build_data["tag"] = f"cp311-abi3-{platform}"

    def clean(self, versions: list[str]) -> None:  # noqa: ARG002 - hatchling's own face
        for name in MADE:
            (PLANNING / name).unlink(missing_ok=True)


def _compiled() -> Path:
    """The compiled kernel, in the tree."""
    from setuptools import Distribution, Extension

    options = ["/O2"] if sys.platform == "win32" else ["-O3", "-std=c11"]
    sources = sorted(str(source) for source in HERE.glob("*.c"))
    extension = Extension(NAME, sources, extra_compile_args=options, py_limited_api=True)
    with tempfile.TemporaryDirectory() as folder:
        command = Distribution({"name": NAME, "ext_modules": [extension]}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = folder, folder
        command.ensure_finalized()
        command.run()
        made = next(path for path in Path(folder).iterdir() if path.name in MADE)
        return Path(shutil.copy(made, PLANNING / made.name))
