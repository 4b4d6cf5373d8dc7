"""How a capital grows."""


def capital(k: float, r: float, n: int) -> float:
    """Return a capital after n years with interest once a year."""
    for _ in range(n):
        k += r * k
    return k


def capital_of_parts(k: float, r: float, n: int, m: int) -> float:
    """Return a capital after n years with interest m times a year."""
    return capital(k, r / m, n * m)
