"""What the rules ask a manager for: leaving out a QBR, a tier that the rules propose, a handover that is not ready."""
