"""Every button, entry of **More…**, form, verb, command and shortcut, and what each needs to be tried."""
