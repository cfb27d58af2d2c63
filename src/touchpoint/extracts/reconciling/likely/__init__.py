"""The likely truth behind sources that err: a latent-class model over patterns of their answers."""
