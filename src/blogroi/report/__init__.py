"""Results for readers: verdict first, then the ranges, then what they rest on."""
