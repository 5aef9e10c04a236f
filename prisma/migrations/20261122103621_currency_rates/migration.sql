-- AlterTable
ALTER TABLE "cost_file" ADD COLUMN     "fault" TEXT,
ALTER COLUMN "parquet_path" DROP NOT NULL,
ALTER COLUMN "parquet_hash" DROP NOT NULL;

-- CreateTable
CREATE TABLE "currency_rate" (
    "from_currency" TEXT NOT NULL,
    "to_currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "rate" DECIMAL(38,24) NOT NULL,

    CONSTRAINT "currency_rate_pkey" PRIMARY KEY ("from_currency","to_currency","day","source","imported_at")
);

-- A file of which nothing was kept has no rows, and one that cannot be read is kept as no Parquet.
ALTER TABLE cost_file
    ADD CONSTRAINT cost_file_parquet CHECK ((parquet_path IS NULL) = (parquet_hash IS NULL)),
    ADD CONSTRAINT cost_file_rows CHECK (rows = 0 OR parquet_path IS NOT NULL),
    ADD CONSTRAINT cost_file_fault CHECK (fault IS NULL OR parquet_path IS NULL);

ALTER TABLE currency_rate
    ADD CONSTRAINT currency_rate_above_nought CHECK (rate > 0),
    ADD CONSTRAINT currency_rate_currencies CHECK (
        from_currency ~ '^[A-Z]{3}$' AND to_currency ~ '^[A-Z]{3}$' AND from_currency <> to_currency);

CREATE FUNCTION refuse_currency_rate_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'exchange rates are only ever added' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER currency_rate_is_append_only BEFORE UPDATE OR DELETE ON currency_rate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_currency_rate_change();
CREATE TRIGGER currency_rate_is_never_truncated BEFORE TRUNCATE ON currency_rate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_currency_rate_change();
