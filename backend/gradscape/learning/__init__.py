"""Learning from data: networks, losses, backpropagation, data sets and training."""
