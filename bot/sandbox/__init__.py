"""Reading foreign files in a process of its own: limited, without network, killed when it takes too long."""
