"""Deskhand stopped at every boundary that its effects pass, in this process and in processes of its own."""
