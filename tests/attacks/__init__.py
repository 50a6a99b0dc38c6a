"""What somebody would try who means harm, or does not know better."""
