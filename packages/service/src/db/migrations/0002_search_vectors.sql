-- Vectors of chunks as signed bytes with one scale (search/vector.ts): 516 bytes a chunk instead of 2 KB, read back 20 times faster than
-- an array of numbers. Null: not embedded yet (search finds the chunk by its words until then).
ALTER TABLE search_chunks ADD COLUMN vector8 bytea;
CREATE INDEX search_chunks_to_embed ON search_chunks (id) WHERE vector8 IS NULL;

-- Where the server has pgvector: the same vectors in its own type, with an index.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') THEN
    ALTER TABLE search_chunks ADD COLUMN vector vector(512);
    CREATE INDEX search_chunks_vector ON search_chunks USING hnsw (vector vector_cosine_ops);
  END IF;
END
$$;
