"""What people write where a word or a key of a case is wanted, and what to write instead: tables, read only on a fault.

Words and keys are compared without capitals, accents, and the signs between words: ``DropOff``, ``drop-off`` and
``drop_off`` are one. What is found here comes before near misses, which know letters and no meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set

__all__ = ["currency_cure", "folded", "formula_cure", "key_cure", "key_like", "word_cure"]

WORDS: Mapping[str, Set[str]] = {
    # which way is better
    "higher": {"more", "up", "plus", "high", "max", "maximum", "increase", "rise", "greater", "positive", "+", "hausse"},
    "lower": {"less", "down", "minus", "low", "min", "minimum", "decrease", "fall", "fewer", "negative", "-", "moins", "baisse"},
    # steps, and how often something is read
    "week": {"weekly", "weeks", "semaine", "hebdomadaire"},
    "month": {"monthly", "months", "mois", "mensuel", "m"},
    "quarter": {"quarterly", "quarters", "trimestre", "trimestriel", "q"},
    "year": {"yearly", "years", "annual", "annually", "an", "annee", "annuel", "y"},
    "once": {"one off", "one time", "single", "constant", "une fois"},
    # how often a driver is drawn
    "each period": {
        "each", "every period", "period", "monthly", "each month", "every month", "weekly", "each week", "always", "chaque periode",
        "chaque mois",
    },
    "each year": {"every year", "yearly", "year", "annual", "annually", "chaque annee"},
    # when something is paid
    "each": {
        "every", "each period", "every period", "monthly", "yearly", "annual", "annually", "weekly", "quarterly", "month", "year",
        "each month", "each year", "every month", "every year", "per month", "per year", "recurring", "ongoing", "always",
        "mensuel", "annuel", "chaque", "chaque mois", "chaque annee",
    },
    "upfront": {
        "once", "one off", "one time", "single", "start", "at start", "at the start", "initial", "initially", "launch",
        "at launch", "now", "beginning", "before", "investment", "une fois", "au debut", "initialement",
    },
    # at which moment of a period money counts
    "start": {"begin", "beginning", "start of period", "first", "advance", "debut"},
    "mid": {"middle", "mid period", "midyear", "mid year", "half", "milieu"},
    "end": {"ending", "end of period", "last", "arrears", "fin"},
    # aims, families, beneficiaries
    "revenue": {"sales", "income", "turnover", "profit", "recettes", "chiffre d affaires", "ventes"},
    "cost": {"costs", "savings", "saving", "expense", "cout", "couts", "economies"},
    "sales": {"revenue", "marketing", "commercial", "ventes", "vente"},
    "process": {"processes", "internal", "operations", "processus"},
    "organisation": {"organization", "company", "firm", "us", "internal", "association", "entreprise"},
    "customers": {"customer", "clients", "client", "buyers", "users"},
    "members": {"member", "membres", "adherents"},
    "taxpayers": {"taxpayer", "contribuables"},
    "employees": {"employee", "staff", "colleagues", "salaries", "personnel"},
    "public": {"citizens", "society", "everyone", "citoyens"},
    # how an effect is known
    "measured": {"measure", "experiment", "ab test", "a b test", "tested", "mesure"},
    "observed": {"observation", "seen", "analytics", "before after", "observe"},
    "estimated": {"estimate", "expert", "interview", "survey", "asked", "elicited", "estime"},
    "assumed": {"assumption", "guess", "guessed", "hypothesis", "unknown", "suppose", "hypothese"},
    # how a value was found, and what becomes of it
    "market price": {"price", "market value", "prix"},
    "cost avoided": {"avoided cost", "saving", "savings", "cout evite"},
    "margin on sales": {"margin", "sales", "gross margin", "marge"},
    "stated preference": {"willingness to pay", "wtp"},
    "advertising equivalent": {"ave", "advertising value", "ad value", "advertising value equivalent"},
    "cash": {"money", "income", "argent"},
    "avoided": {"cost avoided", "saved", "savings"},
    "capacity": {"time", "time saved", "hours", "temps"},
    "equivalent": {"proxy", "imputed"},
    # how it is found out what would have happened without
    "randomised": {"randomized", "rct", "experiment", "ab test", "a b test", "random"},
    "control group": {"control", "comparison group", "groupe temoin"},
    "time series": {"trend", "series", "interrupted time series"},
    "before-after": {"before and after", "pre post", "avant apres"},
    "asked": {"survey", "interview", "interviews"},
    # gaps
    "no-credit": {"zero", "0", "none", "ignore", "nothing"},
    "bounds": {"interval", "range", "worst best"},
    "prior": {"usual", "priors"},
    # shapes
    "normal": {"gaussian", "gauss"},
    "lognormal": {"log normal"},
    "triangular": {"triangle", "tri"},
    "pert": {"beta pert", "betapert"},
    "uniform": {"flat", "rectangular", "uniforme"},
}  # fmt: skip
"""By the word that is known, what is written for it."""

KEYS: Mapping[str, Set[str]] = {
    # parts of a case
    "objectives": {"goals", "goal", "aims", "objectif", "objectifs", "buts"},
    "levers": {"drivers of value", "levier", "leviers"},
    "indicators": {"kpi", "kpis", "metrics", "metric", "measures", "indicateur", "indicateurs"},
    "tools": {"channels", "channel", "media", "outil", "outils"},
    "drivers": {"driver", "variables", "inputs", "parameters", "facteur", "facteurs"},
    "demands": {"demandes", "exigences"},
    "horizon": {"window", "period", "timeframe", "fenetre"},
    "discounting": {"discount", "discount rate", "actualisation"},
    "gaps": {"gap", "lacunes"},
    "title": {"titre", "name", "nom"},
    "currency": {"devise", "monnaie", "money"},
    "evaluated": {"evaluation date", "today", "date", "evalue", "date d evaluation"},
    # horizon and discounting
    "start": {"begin", "begins", "starts", "from", "debut", "start date"},
    "periods": {"period", "length", "duration", "n periods", "years", "months", "periodes", "duree"},
    "step": {"unit", "period length", "frequency", "pas"},
    "rate": {"discount rate", "interest", "taux", "r"},
    "timing": {"when", "moment"},
    # objectives, levers, indicators
    "statement": {"text", "description", "name", "label", "title", "enonce", "libelle", "intitule"},
    "aim": {"goal", "purpose", "but", "finalite"},
    "beneficiary": {"beneficiaries", "for whom", "beneficiaire", "beneficiaires"},
    "weight": {"weights", "importance", "priority", "poids"},
    "objective": {"goal", "objectif"},
    "family": {"type", "kind", "famille"},
    "lever": {"levier"},
    "unit": {"units", "unite"},
    "better": {"direction", "good", "sens", "mieux"},
    "value": {"price", "unit value", "worth", "money", "valeur", "prix"},
    "valuation": {"valued by", "value source", "valorisation"},
    "margin": {"marge", "gross margin"},
    "scale": {"echelle"},
    "declared": {"date", "declaration", "declare"},
    "baseline": {"current", "reference", "base", "valeur initiale"},
    "target": {"cible", "objectif chiffre"},
    "deadline": {"due", "until", "echeance"},
    "measurement": {"measure", "measuring", "mesure"},
    "method": {"methode", "how"},
    "comparison": {"counterfactual", "control", "comparaison"},
    "frequency": {"how often", "frequence"},
    # tools and what they cost
    "name": {"title", "statement", "label", "nom"},
    "kind": {"type", "category", "sort", "genre"},
    "introduced": {"launched", "launch", "start", "started", "since", "date", "introduit", "lancement"},
    "audience": {"audiences", "public", "readers", "target", "publics"},
    "costs": {"cost", "expenses", "spending", "cout", "couts", "depenses"},
    "effects": {"effect", "benefit", "benefits", "impact", "impacts", "results", "effet", "effets", "benefices"},
    "published": {"printed", "claims", "publie"},
    "not_applicable": {"na", "n a", "not possible", "sans objet"},
    "item": {"name", "title", "statement", "label", "description", "poste", "libelle"},
    "amount": {"value", "cost", "price", "money", "sum", "montant", "prix", "cout"},
    "units": {"unit", "quantity", "count", "hours", "number", "quantite", "nombre", "heures"},
    "unit_cost": {"unit price", "price", "hourly rate", "rate", "cost per unit", "cout unitaire"},
    "when": {"timing", "period", "frequency", "date", "quand"},
    "contingency": {"reserve", "uplift", "risk", "optimism bias", "aleas", "provision"},
    "paid_by": {"payer", "paid", "paye par"},
    "sunk": {"already spent", "past", "irrecuperable"},
    "service_life": {"life", "lifetime", "useful life", "duree de vie"},
    # drivers
    "varies": {"varying", "vary", "variation", "drawn", "varie"},
    "persistence": {"autocorrelation", "ar", "ar1", "rho", "phi", "memory"},
    # effects
    "multiplier": {"factor", "times", "facteur"},
    "change": {"value", "effect", "impact", "delta", "amount", "variation", "changement"},
    "deadweight": {"counterfactual", "baseline", "aubaine", "effet d aubaine"},
    "credit": {"attribution", "share", "imputation", "contribution"},
    "displacement": {"deplacement"},
    "drop_off": {"decay", "fade", "fading", "erosion"},
    "confidence": {"certainty", "conf", "level", "confiance"},
    "starts": {"start", "begin", "begins", "from", "debut"},
    "lasts": {"last", "length", "duration", "periods", "duree"},
    "evidence": {"proof", "quality", "grade", "preuve"},
    "source": {"sources", "reference", "origin"},
    "observed": {"date", "seen", "observe"},
    "searched": {"looked at", "tested", "cherche"},
    # the parts of a quantity
    "low": {"min", "minimum", "lower", "least", "worst", "lo", "from", "p5", "p05", "bas"},
    "mode": {"likely", "most likely", "mid", "middle", "ml", "best guess", "expected", "base", "probable"},
    "high": {"max", "maximum", "upper", "most", "greatest", "best", "hi", "to", "p95", "haut"},
    "mean": {"average", "avg", "mu", "expected", "moyenne"},
    "sd": {"std", "stdev", "stddev", "sigma", "standard deviation", "spread", "ecart type"},
    "estimate": {"median", "central", "central estimate", "point estimate", "estimation", "estimated", "mediane"},
    "quantiles": {"quantile", "percentiles", "percentile", "deciles", "centiles"},
    "chance": {"probability", "prob", "proba", "likelihood", "odds", "probabilite"},
    "studies": {"study", "etudes", "etude", "meta analysis"},
    "weights": {"frequencies", "counts", "probabilities", "frequences", "effectifs"},
    "samples": {"sample", "values", "data", "observations", "echantillon"},
    "shape": {"dist", "distribution", "type", "law", "forme", "loi"},
}  # fmt: skip
"""By the key that is known, what is written for it, in English and in the French of the glossary."""

FORMULAS: Mapping[str, Set[str]] = {
    "300 * growth(0.05)": {
        "growth", "growth rate", "grows", "grows by", "increase", "escalation", "escalation rate", "indexation", "inflation",
        "yearly growth", "annual growth", "croissance", "hausse",
    },
    "300 * ramp(6)": {"ramp", "ramp up", "rampup", "build up", "montee en charge"},
    "300 * season(0.8, 1.2)": {"season", "seasons", "seasonality", "saison", "saisonnalite"},
    "delay(visits, 3)": {"delay", "lag", "delai", "decalage"},
    "event(0.1)": {"event", "bernoulli", "evenement"},
    "poisson(0.5)": {"poisson"},
    "binomial(20, 0.3)": {"binomial"},
}  # fmt: skip
"""By the formula that says it, what is written as a key or a shape."""

CURRENCIES: Mapping[str, str] = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "£": "GBP",
    "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "¥": "JPY", "yen": "JPY", "franc": "CHF", "francs": "CHF", "sfr": "CHF",
    "kr": "SEK",
}  # fmt: skip


def folded(word: str) -> str:
    """Fold capitals, accents and the signs between words.

    Examples
    --------
    >>> folded("Coût-unitaire"), folded("DROP_OFF"), folded("effet d'aubaine")
    ('cout unitaire', 'drop off', 'effet d aubaine')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word[:100]) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\s_'\u2019-]+", " ", plain.casefold()).split()) or plain


def word_cure(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was meant, where the table has it.

    Examples
    --------
    >>> word_cure("More", ("higher", "lower")), word_cure("sideways", ("higher", "lower"))
    ('higher', None)
    """
    return _meant(word, known, WORDS)


def key_cure(key: str, known: Iterable[str]) -> str | None:
    """Return the known key that was meant, where the table has it.

    Examples
    --------
    >>> key_cure("objectifs", ("title", "objectives")), key_cure("dropoff", ("drop_off", "credit"))
    ('objectives', 'drop_off')
    """
    return _meant(key, known, KEYS)


def formula_cure(word: str) -> str | None:
    """Return the formula by which something is said that is no key and no shape.

    Examples
    --------
    >>> formula_cure("growth_rate"), formula_cure("bernoulli"), formula_cure("colour")
    ('300 * growth(0.05)', 'event(0.1)', None)
    """
    meant = folded(word)
    return next((formula for formula, words in FORMULAS.items() if meant in words), None)


def _meant(word: str, known: Iterable[str], table: Mapping[str, Set[str]]) -> str | None:
    meant, joined = folded(word), folded(word).replace(" ", "")
    listed = list(known)
    same = (one for one in listed if folded(one).replace(" ", "") == joined)
    return next(same, None) or next((one for one in listed if meant in table.get(one, frozenset())), None)


def currency_cure(word: str) -> str | None:
    """Return the code of a currency that was written otherwise.

    Examples
    --------
    >>> currency_cure("€"), currency_cure("eur"), currency_cure("shells")
    ('EUR', 'EUR', None)
    """
    plain = word.strip()
    if len(plain) == 3 and plain.isascii() and plain.isalpha():
        return plain.upper()
    return CURRENCIES.get(plain.casefold())


def key_like(word: str) -> str | None:
    """Make a key of a word that cannot be one; None where nothing is left of it.

    Examples
    --------
    >>> key_like("My blog (new)"), key_like("?")
    ('My_blog_new', None)
    """
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", word[:60])).strip("_-") or None
