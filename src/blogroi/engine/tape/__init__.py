"""How a graph is computed: instructions on numbered rows and paths, each once a block of draws."""
