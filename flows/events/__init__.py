"""The facts a session is made of, one file per topic. What is stored of them never changes its meaning."""
