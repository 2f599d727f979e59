"""Tables of documents 文书 and stored files."""

from tongban.documents.models.files import StoredFile
from tongban.documents.models.papers import Document, DocumentMark, NumberSeries, ReviewLine

__all__ = ["Document", "DocumentMark", "NumberSeries", "ReviewLine", "StoredFile"]
