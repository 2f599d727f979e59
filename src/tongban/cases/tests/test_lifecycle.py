"""One case from receipt to delivery on the real tables: what each step does, how many statements it takes."""
