"""How good the assistant is, measured on public data sets that stay outside the project, and on its golden tickets."""
