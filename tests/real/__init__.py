"""Against software that none of us wrote: `make test-real` installs it beside the environment and runs these."""
