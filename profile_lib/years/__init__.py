"""One year beside another: comparisons, series, the same months of each year."""
