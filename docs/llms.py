"""The pages for machines that read text (https://llmstxt.org): llms.txt, llms-full.txt, and each page as Markdown beside its HTML."""

import inspect
import re
from pathlib import Path
from pkgutil import resolve_name

FENCE = re.compile(r"(?ms)^```\{([\w-]+)\}(.*?)\n(?::maxdepth: \d\n)?(?::caption: (.+?)\n)?(.*?)^```$")


def pages(docs, name="index", section=""):
    """Go through a page and those below it, as the tables of contents have them: section, name, title, what it is about, Markdown."""
    source = (docs / f"{name}.md").read_text(encoding="utf-8")
    text = FENCE.sub(lambda fence: filled(*fence.groups(), (docs / name).parent), source).strip()
    _, title, rest = re.split(r"(?m)^# (.+)$", text, maxsplit=1)
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|\*[\d-]+\.\*", r"\1", re.sub(r"(?ms)^```.*?^```", "", rest))
    prose = next((part for part in plain.split("\n\n") if re.match(r'\s*(?!\d)["`\w]', part)), title)
    within = "; ".join(re.findall(r"(?m)^## (.+)$", plain)[:8])
    note = re.split(r"(?<=\D[.!?])\s", " ".join(prose.split()))[0].rstrip(".:") + (within and f" ({within})") + "."
    yield section, name, title, note, re.sub(r"\]\(([\w./-]+)\.md(#[\w-]*)?\)", r"](\1.html.md\2)", text)
    for kind, _, caption, body in FENCE.findall(source):
        for entry in body.split() if kind == "toctree" else ():
            yield from pages(docs, (Path(name).parent / entry).as_posix(), caption or section)


def filled(kind, argument, _, body, folder):
    """Put in what a directive stands for: of one that is not known there is no file."""
    if kind == "toctree":
        return re.sub(r"(?m)^(\S+)$", r"- [\1](\1.md)", body).strip()
    if kind == "eval-rst":
        named = re.findall(r"(?m)^\.\. auto\w+:: ([\w.]+)$", body)
        return "\n\n".join(part for path in named for part in described(path, resolve_name(path)))
    content = (folder / argument.strip()).resolve().read_text(encoding="utf-8").strip()
    return content if kind == "include" else f"```{''.join(re.findall(':language: (.+)', body))}\n{content}\n```"


def described(path, thing):
    """Give the signatures and docstrings of what a name stands for, and of what is public in it."""
    called = inspect.isroutine(thing) or "__init__" in getattr(thing, "__dict__", ())
    signature = re.sub(" at 0x[0-9a-f]+", "", str(inspect.signature(thing))) if called else ""
    yield f"#### {path}{signature}\n\n{inspect.getdoc(thing) or ''}"
    for name in vars(thing) if inspect.isclass(thing) else getattr(thing, "__all__", ()):
        part = getattr(thing, name)
        is_own = (inspect.isclass(thing) and name[0] != "_") or getattr(part, "__module__", "") == path
        if is_own and (callable(part) or isinstance(part, property)):
            yield from described(f"{path}.{name}", part)


def write(docs, out, base=""):
    first, *rest = found = list(pages(docs))
    about = f"# {first[2]}\n\n> {resolve_name('blogroi').__doc__.splitlines()[0]}\n\n[All pages]({base}llms-full.txt)\n"
    for section in dict.fromkeys(page[0] for page in rest):
        listed = (f"- [{page[2]}]({base}{page[1]}.html.md): {page[3]}\n" for page in rest if page[0] == section)
        about += f"\n## {section}\n\n{''.join(listed)}"
    full = "\n".join(f"<!-- {page[1]}.html -->\n\n{page[4]}\n" for page in found)
    texts = {"llms.txt": about, "llms-full.txt": full} | {f"{page[1]}.html.md": page[4] + "\n" for page in found}
    for name, text in texts.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
