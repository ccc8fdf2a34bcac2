"""Screens that only an alliance has: joining, handing over a form, the leader's workspace."""
