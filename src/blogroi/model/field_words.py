"""What the fields of a case are called within a sentence, where their key would be read as it stands."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.language.spoken import message

__all__ = ["field_in_words"]


def field_in_words(key: str) -> str:
    """Return what a field is called; one that is not known by its key, as it stands.

    Parameters
    ----------
    key : str
        Its key in a case file.

    Returns
    -------
    str

    Examples
    --------
    >>> field_in_words("unit_cost"), field_in_words("The board")
    ('unit cost', 'The board')
    """
    return _FIELDS.get(key, key.replace("_", " "))


_FIELDS: Mapping[str, str] = {
    "title": message("title", context="field"),
    "currency": message("currency", context="field"),
    "evaluated": message("evaluated", context="field"),
    "horizon": message("horizon", context="field"),
    "discounting": message("discounting", context="field"),
    "prices": message("prices", context="field"),
    "gaps": message("gaps", context="field"),
    "objectives": message("objectives", context="field"),
    "levers": message("levers", context="field"),
    "drivers": message("drivers", context="field"),
    "indicators": message("indicators", context="field"),
    "tools": message("tools", context="field"),
    "demands": message("demands", context="field"),
    "total": message("total", context="field"),
    "weights": message("weights", context="field"),
    "correlations": message("correlations", context="field"),
    "scenarios": message("scenarios", context="field"),
    "choice": message("choice", context="field"),
    "checks": message("checks", context="field"),
    "one_of": message("one of", context="field"),
    "needs": message("needs", context="field"),
    "keep": message("keep", context="field"),
    "budget": message("budget", context="field"),
    "item": message("item", context="field"),
    "key": message("key", context="field"),
    "amount": message("amount", context="field"),
    "units": message("units", context="field"),
    "unit_cost": message("unit cost", context="field"),
    "when": message("when", context="field"),
    "contingency": message("contingency", context="field"),
    "paid_by": message("paid by", context="field"),
    "cash": message("cash", context="field"),
    "realised": message("realised", context="field"),
    "realised_source": message("realised source", context="field"),
    "sunk": message("sunk", context="field"),
    "service_life": message("service life", context="field"),
    "residual": message("residual", context="field"),
    "residual_period": message("residual period", context="field"),
    "source": message("source", context="field"),
    "year": message("year", context="field"),
    "rate": message("rate", context="field"),
    "timing": message("timing", context="field"),
    "kind": message("kind", context="field"),
    "statement": message("statement", context="field"),
    "value": message("value", context="field"),
    "unit": message("unit", context="field"),
    "varies": message("varies", context="field"),
    "persistence": message("persistence", context="field"),
    "change": message("change", context="field"),
    "deadweight": message("deadweight", context="field"),
    "credit": message("credit", context="field"),
    "displacement": message("displacement", context="field"),
    "drop_off": message("drop off", context="field"),
    "confidence": message("confidence", context="field"),
    "multiplier": message("multiplier", context="field"),
    "starts": message("starts", context="field"),
    "lasts": message("lasts", context="field"),
    "evidence": message("evidence", context="field"),
    "observed": message("observed", context="field"),
    "searched": message("searched", context="field"),
    "noticed_by": message("noticed by", context="field"),
    "p_value": message("p value", context="field"),
    "start": message("start", context="field"),
    "periods": message("periods", context="field"),
    "step": message("step", context="field"),
    "lever": message("lever", context="field"),
    "better": message("better", context="field"),
    "declared": message("declared", context="field"),
    "value_source": message("value source", context="field"),
    "valuation": message("valuation", context="field"),
    "stage": message("stage", context="field"),
    "margin": message("margin", context="field"),
    "scale": message("scale", context="field"),
    "prior": message("prior", context="field"),
    "baseline": message("baseline", context="field"),
    "baseline_date": message("baseline date", context="field"),
    "target": message("target", context="field"),
    "deadline": message("deadline", context="field"),
    "measurement": message("measurement", context="field"),
    "shared": message("shared", context="field"),
    "family": message("family", context="field"),
    "objective": message("objective", context="field"),
    "method": message("method", context="field"),
    "comparison": message("comparison", context="field"),
    "frequency": message("frequency", context="field"),
    "cost": message("cost", context="field"),
    "n": message("n", context="field"),
    "spread": message("spread", context="field"),
    "aim": message("aim", context="field"),
    "beneficiary": message("beneficiary", context="field"),
    "weight": message("weight", context="field"),
    "set": message("set", context="field"),
    "chance": message("chance", context="field"),
    "published": message("published", context="field"),
    "name": message("name", context="field"),
    "introduced": message("introduced", context="field"),
    "audience": message("audience", context="field"),
    "costs": message("costs", context="field"),
    "effects": message("effects", context="field"),
    "not_applicable": message("not applicable", context="field"),
    "intended": message("intended", context="field"),
}
