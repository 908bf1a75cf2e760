"""What the files of PowerPoint and Word share: colours, run properties, charts, workbooks, packages."""
