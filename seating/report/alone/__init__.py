"""What only the convener reads: private requirements, power, choices, and the sheets on which people sign for money."""
