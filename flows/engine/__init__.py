"""Decides one turn: which events follow from what somebody did."""
