"""Who is who in two cases: parts are the same where they have one key, or, where that was changed, one statement.

A case is then put into the words of the other: every key that was changed is what it was, wherever it is referred to, and what is left to
differ is what was changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, field, fields

from blogroi.files.read import loads
from blogroi.files.write import to_json
from blogroi.model import Case, Cost, Driver, Effect, Indicator
from blogroi.model.cost import STRAIGHT_LINE
from blogroi.model.formula_places import stated_fields
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import UNLIMITED
from blogroi.model.paths import parse_path
from blogroi.records import frozen

__all__ = ["SECTIONS", "Match", "built", "document_of", "matched", "name_of", "same_words", "translated"]

SECTIONS = ("objectives", "levers", "drivers", "indicators", "tools")
"""Sections whose keys are chosen by whoever writes them."""

_FORMULAS = {name for cls in (Cost, Driver, Effect, Indicator) for name, _ in stated_fields(cls)}
"""Fields that may hold one."""

_NAMES = re.compile(r"(?<![\w.])[A-Za-z_]\w*")  # and not the e of 1.5e3


@frozen(kw_only=True)
class Match:
    """Which keys of a later case are which of an earlier one, where they are not the same.

    Parameters
    ----------
    parts : mapping of str to mapping of str to str
        By section: the earlier key, by the later one.
    costs : mapping of str to mapping of str to str
        By tool, as it was called earlier: what a cost was called, by what it is called now.
    """

    parts: FrozenMap[str, FrozenMap[str, str]]
    costs: FrozenMap[str, FrozenMap[str, str]] = field(factory=FrozenMap[str, FrozenMap[str, str]])

    def earlier(self, section: str, key: str) -> str:
        """Return what a part was called."""
        return self.parts.get(section, FrozenMap()).get(key, key)

    def later(self, section: str, key: str) -> str:
        """Return what a part of that earlier name is called now."""
        return _turned(self.parts.get(section, FrozenMap())).get(key, key)

    def later_cost(self, tool: str, name: str) -> str:
        """Return what a cost of that earlier name is called now; the tool is named as it was."""
        return _turned(self.costs.get(tool, FrozenMap())).get(name, name)


def _turned(keys: Mapping[str, str]) -> dict[str, str]:
    return {earlier: later for later, earlier in keys.items()}


def same_words(text: str) -> str:
    """Return a statement without regard to capitals and spaces.

    Examples
    --------
    >>> same_words("Calls to the  help desk ") == same_words("calls to the Help desk")
    True
    """
    return " ".join(text.split()).casefold()


def matched(old: Case, new: Case) -> Match:
    """Find the parts of two cases that are the same: by key, then by statement.

    Parameters
    ----------
    old, new : Case
        The earlier and the later one.

    Returns
    -------
    Match

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.testing.variants.naming import renamed
    >>> case = blogroi.loads(blogroi.template())
    >>> matched(case, renamed(case, {"blog": "weblog", "magazine": "magazine"})).parts["tools"]
    FrozenMap({'weblog': 'blog'})
    """
    parts = {
        section: FrozenMap(_pairs(_said(getattr(old, section)), _said(getattr(new, section)))) for section in SECTIONS
    }
    tools = {key: parts["tools"].get(key, key) for key in new.tools}
    costs = {
        earlier: _pairs(_items(old.tools[earlier].costs), _items(new.tools[key].costs))
        for key, earlier in tools.items()
        if earlier in old.tools
    }
    return Match(
        parts=FrozenMap(parts), costs=FrozenMap({key: FrozenMap(pairs) for key, pairs in costs.items() if pairs})
    )


def _said(parts: Mapping[str, Any]) -> dict[str, str]:
    return {key: part.name if hasattr(part, "name") else part.statement for key, part in parts.items()}


def _items(costs: tuple[Cost, ...]) -> dict[str, str]:
    return {cost.name: cost.item for cost in costs}


def _pairs(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Pair the keys that only one side has, by what is said of them, in the order of the keys; later keys to earlier ones."""
    waiting: dict[str, list[str]] = {}
    for key in sorted(old.keys() - new.keys(), reverse=True):
        waiting.setdefault(same_words(old[key]), []).append(key)
    found = {}
    for key in sorted(new.keys() - old.keys()):
        if same := waiting.get(same_words(new[key])):
            found[key] = same.pop()
    return found


def name_of(cost: Mapping[str, Any]) -> str:
    """Return what a cost is called in paths, from its table in a file."""
    return str(cost.get("key", cost.get("item", fields(Cost).item.default)))


def document_of(case: Case) -> dict[str, Any]:
    """Return what a case states as the tables of a file in JSON."""
    document: dict[str, Any] = json.loads(to_json(case))
    return document


def built(document: Mapping[str, Any]) -> Case:
    """Return the case that such tables state.

    Raises
    ------
    CaseError
        When they state none.
    """
    return loads(json.dumps(document), format="json", limits=UNLIMITED)


def translated(case: Case, match: Match) -> Case:
    """Return a later case in the words of an earlier one.

    Parameters
    ----------
    case : Case
        The later one.
    match : Match
        Which of its keys are which.

    Returns
    -------
    Case
    """
    if not any(match.parts.values()) and not match.costs:
        return case
    return built(_Translator(match).document(document_of(case)))


@frozen
class _Translator:
    """Puts the tables of a later case into the words of an earlier one, section by section."""

    match: Match

    def document(self, stated: dict[str, Any]) -> dict[str, Any]:
        change: dict[str, Callable[[Any], Any]] = {
            "objectives": lambda part: part,
            "levers": self._lever,
            "drivers": self._formulas,
            "indicators": self._indicator,
        }
        for section, change_part in change.items():
            if section in stated:
                parts = stated[section].items()
                stated[section] = {self._key(section, key): change_part(part) for key, part in parts}
        stated["tools"] = {self._key("tools", key): self._tool(key, tool) for key, tool in stated["tools"].items()}
        if "demands" in stated:
            stated["demands"] = {
                self._key("tools", key): self._keys("indicators", asked) for key, asked in stated["demands"].items()
            }
        for scenario in stated.get("scenarios", {}).values():
            self._scenario(scenario)
        if "choice" in stated:
            stated["choice"] = self._choice(stated["choice"])
        if "weights" in stated:
            stated["weights"] = self._weights(stated["weights"])
        for one in stated.get("correlations", ()):
            one["between"] = [self._path(path) for path in one["between"]]
        return stated

    def _key(self, section: str, key: str) -> str:
        return self.match.earlier(section, key)

    def _keys(self, section: str, keys: list[str]) -> list[str]:
        return [self._key(section, key) for key in keys]

    def _keyed(self, section: str, table: Mapping[str, Any]) -> dict[str, Any]:
        return {self._key(section, key): part for key, part in table.items()}

    def _lever(self, lever: dict[str, Any]) -> dict[str, Any]:
        if "objective" in lever:
            lever["objective"] = self._key("objectives", lever["objective"])
        if "objectives" in lever:
            lever["objectives"] = self._keyed("objectives", lever["objectives"])
        return lever

    def _indicator(self, indicator: dict[str, Any]) -> dict[str, Any]:
        if "lever" in indicator:
            indicator["lever"] = self._key("levers", indicator["lever"])
        return self._formulas(indicator)

    def _tool(self, key: str, tool: dict[str, Any]) -> dict[str, Any]:
        effects = {
            self._key("indicators", name): self._formulas(effect) for name, effect in tool.get("effects", {}).items()
        }
        named = self.match.costs.get(self._key("tools", key), FrozenMap())
        changed = {
            "effects": effects,
            "costs": [self._formulas(_called(cost, named)) for cost in tool.get("costs", ())],
            "not_applicable": self._keyed("indicators", tool.get("not_applicable", {})),
            "intended": self._keys("indicators", tool.get("intended", ())),
        }
        if "published" in tool:
            changed["published"] = self._published(tool["published"])
        return tool | {name: part for name, part in changed.items() if name in tool}

    def _published(self, printed: Any) -> list[dict[str, Any]]:
        said: dict[str, Callable[[Any], Any]] = {
            "by_indicator": lambda part: self._keyed("indicators", part),
            "tool": lambda key: self._key("tools", key),
        }
        several = printed if isinstance(printed, list) else [printed]
        return [{word: said[word](part) if word in said else part for word, part in one.items()} for one in several]

    def _scenario(self, scenario: dict[str, Any]) -> None:
        if "set" in scenario:
            scenario["set"] = {self._path_set(path): self._stated(value) for path, value in scenario["set"].items()}
        if "published" in scenario:
            scenario["published"] = self._published(scenario["published"])

    def _path_set(self, text: str) -> str:
        """Put the path of a value into earlier words, which may be no quantity's: the discount rate, or a weight."""
        try:
            return self._path(text)
        except ValueError:
            section, _, below = text.partition(".")
            key, dot, rest = below.partition(".")
            return f"{section}.{self._key(section, key)}{dot}{rest}" if section in SECTIONS else text

    def _choice(self, choice: dict[str, Any]) -> dict[str, Any]:
        changed = {
            "one_of": [self._keys("tools", group) for group in choice.get("one_of", ())],
            "needs": {
                self._key("tools", key): self._keys("tools", needed) for key, needed in choice.get("needs", {}).items()
            },
            "keep": self._keys("tools", choice.get("keep", ())),
        }
        return choice | {name: part for name, part in changed.items() if name in choice}

    def _weights(self, weights: dict[str, Any]) -> dict[str, Any]:
        for name in ("swing", "weights"):
            if name in weights:
                weights[name] = self._keyed("objectives", weights[name])
        if "order" in weights:
            weights["order"] = self._keys("objectives", weights["order"])
        for ratio in weights.get("ratios", ()):
            for side in ("more", "less"):
                ratio[side] = self._key("objectives", ratio[side])
        for voice in weights.get("stakeholders", {}).values():
            self._weights(voice)
        return weights

    def _formulas(self, part: dict[str, Any]) -> dict[str, Any]:
        if not self.match.parts.get("drivers"):
            return part
        return {name: self._stated(value) if name in _FORMULAS else value for name, value in part.items()}

    def _stated(self, value: Any) -> Any:
        """Rename the drivers in a formula, which stands in a table where somebody answers for it."""
        if isinstance(value, dict) and "value" in value:
            return value | {"value": self._stated(value["value"])}
        return self._formula(value) if isinstance(value, str) and value != STRAIGHT_LINE else value

    def _formula(self, text: str) -> str:
        return _NAMES.sub(lambda name: self._key("drivers", name[0]), text)

    def _path(self, text: str) -> str:
        path: Any = parse_path(text)
        changed = {}
        for name, section in (("tool", "tools"), ("indicator", "indicators"), ("driver", "drivers")):
            if getattr(path, name, "") and hasattr(type(path), "__attrs_attrs__"):
                changed[name] = self._key(section, getattr(path, name))
        if hasattr(path, "name"):
            changed["name"] = self.match.costs.get(changed["tool"], FrozenMap()).get(path.name, path.name)
        own = {attribute.name for attribute in type(path).__attrs_attrs__}
        return str(evolve(path, **{name: key for name, key in changed.items() if name in own}))


def _called(cost: dict[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    """Give a cost the name that it had."""
    name = named.get(name_of(cost))
    if name is None:
        return cost
    bare = {word: part for word, part in cost.items() if word != "key"}
    return bare if name == name_of(bare) else bare | {"key": name}
