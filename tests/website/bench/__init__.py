"""Tests of what measures the builds."""
