"""Languages: sentences that know what stands in them, so that each can be said in English and in French."""
