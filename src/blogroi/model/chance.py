"""What happens or does not."""

from __future__ import annotations

from attrs import field

from blogroi.errors import Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.forms import Number, entry
from blogroi.model.intake import as_number
from blogroi.model.number import is_number, share_cure
from blogroi.model.truncation import Truncated
from blogroi.records import frozen

__all__ = ["Chance"]


@frozen(repr=False)
class Chance(Truncated):
    """1 with a stated chance, or else 0: whether something happens.

    Parameters
    ----------
    chance : float
        From 0 to 1.
    min, max : float, optional
        Least and greatest value that is drawn.

    Raises
    ------
    CaseError
        When it is not a chance.

    Examples
    --------
    >>> Chance(0.3)
    Chance(chance=0.3)
    """

    chance: float = field(
        converter=as_number,
        validator=is_number,
        metadata=entry(Number(0, 1), "Chance that it happens, from 0 to 1: it is 1 then, and 0 otherwise."),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what is not a chance."""
        if not 0 <= self.chance <= 1:
            raise_faults(
                [
                    Fault(
                        "chance",
                        message(
                            "{chance} is not a chance from 0 to 1{cure}",
                            chance=f"{self.chance:g}",
                            cure=share_cure(self.chance),
                        ),
                    )
                ]
            )
        drawn = tuple(value for value, chance in ((0.0, 1 - self.chance), (1.0, self.chance)) if chance > 0)
        raise_faults(self.truncation_faults(drawn[0], drawn[-1], each=drawn))
