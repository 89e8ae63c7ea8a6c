"""Arrays without names: random numbers, quantiles, money over time, ranks, polytopes, information."""
