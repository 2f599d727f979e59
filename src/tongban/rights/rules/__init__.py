"""Where personal data lies, what the law keeps of it, and what it is called."""
