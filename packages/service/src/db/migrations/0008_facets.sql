-- What lists are filtered and counted by, beside the metadata that it is read from: 100,000 rows are counted without opening their metadata.
CREATE FUNCTION whole_number(value text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN value ~ '^[0-9]{1,9}$' THEN value::integer END
$$;

-- Names of the feature kinds of a program: "salon_kcl.feature_counts.revolve" has revolve.
CREATE FUNCTION feature_kinds(metadata jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT split_part(key, '.', 3)), '{}') FROM jsonb_object_keys(coalesce(metadata, '{}')) AS key
  WHERE key LIKE '%\_kcl.feature\_counts.%'
$$;

ALTER TABLE conversions
  ADD COLUMN faces    integer GENERATED ALWAYS AS (whole_number(metadata ->> 'original.faces')) STORED,
  ADD COLUMN solids   integer GENERATED ALWAYS AS (whole_number(metadata ->> 'original.solids')) STORED,
  ADD COLUMN unit     text    GENERATED ALWAYS AS (metadata ->> 'original.length_unit') STORED,
  ADD COLUMN features text[]  GENERATED ALWAYS AS (feature_kinds(metadata)) STORED;

CREATE INDEX conversions_by_score ON conversions (dataset_id, (coalesce(raw_kcl_similarity_score, -1)), id);
CREATE INDEX conversions_by_faces ON conversions (dataset_id, (coalesce(faces, -1)), id);
