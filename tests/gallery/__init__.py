"""Pictures of every card, answer and modal, made from facts and drawn by the sandbox's page: `make gallery`."""
