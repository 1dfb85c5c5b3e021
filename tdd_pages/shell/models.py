"""The models of the shell's parts; each stands in the module of its part."""
