"""Configuration of the documentation. Nothing is fetched while it is built."""

import sys
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import llms

project = "blogroi"
author = "The blogroi authors"
copyright = "2026, The blogroi authors"
version = release = installed("blogroi")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"blogroi {version}"
html_copy_source = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

autodoc_default_options = {"members": True, "member-order": "bysource", "undoc-members": False}
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_preprocess_types = False

nitpicky = True

napoleon_use_param = False  # types of parameters are words for readers, not references
suppress_warnings = ["ref.python"]  # several classes have a field of the same name
# Nothing is fetched, so that other projects' names stay plain words.
nitpick_ignore_regex = [
    (r"py:.*", r"(numpy|collections|datetime|os|pathlib|hypothesis|random|concurrent)\b.*"),
    (
        r"py:.*",
        r"(blogroi\.)?([\w.]+\.)?(A|K|V|T|V_co|Fraction|Attribute|LinearConstraint|Weight|PerPeriodLike|Floats|Shared|Progress|_Form|SearchStrategy|DrawFn|Criterion|Total|Stated|StatedLike|SupportsList|GapPolicy|StatesConventions|Given|Executing|PartForm|Question|Limits|StatedParts|Alike|Evaluated|Periods|PerPeriod|Block|information.Choice)",
    ),
]


def write_for_machines(app: Any, exception: Exception | None) -> None:
    """Write llms.txt and what it links to beside the pages."""
    if exception is None and app.builder.name == "html":
        llms.write(Path(app.srcdir), Path(app.outdir), app.config.html_baseurl)


def setup(app: Any) -> None:
    """Hook into the end of the build."""
    app.connect("build-finished", write_for_machines)
