"""How a case is built towards a rule: what the rule asks for, with one thing a step off or left out."""
