"""Events: planning by organisers, answers of everybody, invitations and calendar files."""
