"""What an analyst works with in JupyterLab: panels, selections, what-ifs, the review queue."""
