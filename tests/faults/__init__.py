"""What happens when the system refuses: full disks, read-only folders, vanished shares, other users, killed workers."""
