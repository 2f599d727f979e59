"""What others read of the law library, re-exported so that `law.queries.laws_named` is one name."""

from tongban.law.queries.articles import (
    ArticleRef,
    Found,
    article_on,
    article_texts,
    articles_of,
    held_articles,
    neighbours,
    search_articles,
)
from tongban.law.queries.laws import (
    Change,
    LawPage,
    LawRef,
    VersionRef,
    changes,
    law,
    law_titles,
    laws,
    laws_named,
    versions_of,
)
from tongban.law.queries.uploads import UploadRef, upload_of

__all__ = [
    "ArticleRef",
    "Change",
    "Found",
    "LawPage",
    "LawRef",
    "UploadRef",
    "VersionRef",
    "article_on",
    "article_texts",
    "articles_of",
    "changes",
    "held_articles",
    "law",
    "law_titles",
    "laws",
    "laws_named",
    "neighbours",
    "search_articles",
    "upload_of",
    "versions_of",
]
