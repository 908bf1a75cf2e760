"""Writers map composed slides and document nodes to Office files. Nothing above them imports pptx or docx."""
