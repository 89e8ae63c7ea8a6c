"""Case files: TOML and JSON in and out, with all faults of a file together.

Nothing here knows what a case is good for; it knows the model alone. Reading is in ``read``, writing in ``write``, the JSON Schema
in ``schema``, what a case is known again by in ``fingerprint``.
"""
