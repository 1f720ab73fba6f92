-- Lists of sources by date of publication (the usual order) and by title: without these every page of a list sorts all sources.
CREATE INDEX source_published ON source (trashed_at, coalesce(published_on, ''), id);
CREATE INDEX source_titled ON source (trashed_at, title COLLATE NOCASE, id);
