"""The profile: what an app keeps for its user between launches, and what it leaves behind for whoever looks into it."""
