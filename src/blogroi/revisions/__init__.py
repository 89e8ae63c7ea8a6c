"""What two cases of the same house state differently: who is who, what changed, and what moved since a plan was locked."""
