"""Colleagues who fill in a page: their links, the number they tell, what they send."""
