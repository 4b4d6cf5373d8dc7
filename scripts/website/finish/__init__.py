"""The last touch to built pages."""
