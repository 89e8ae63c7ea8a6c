"""Whether all tools are asked the same, and what they claim together."""
