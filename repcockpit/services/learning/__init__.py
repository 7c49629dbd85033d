"""Training, news and ideas: what customers learn from us, and what we learn from them."""
