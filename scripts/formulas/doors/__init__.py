"""Where others come in: functions to call, ways to write what was found, a plugin of pytest."""
