"""What is certain about a program: enclosures over boxes, and the verdicts that follow from them."""
