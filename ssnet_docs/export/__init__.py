"""Other forms of a built document by LibreOffice: PDF, ODP, ODT, and pictures of its pages by poppler."""

from ssnet_docs.export.fonts import STAND_INS, fontconfig
from ssnet_docs.export.office import TIMEOUT, Office
from ssnet_docs.export.pictures import page_folder, page_images
from ssnet_docs.export.programs import ExportError

__all__ = ["STAND_INS", "TIMEOUT", "ExportError", "Office", "fontconfig", "page_folder", "page_images"]
