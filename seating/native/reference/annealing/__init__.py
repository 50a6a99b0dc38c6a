"""The kernels of annealing in plain Python, module by module as their headers; whole searches take minutes."""
