-- CreateTable
CREATE TABLE "metric_block" (
    "id" SERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "revision" UUID NOT NULL DEFAULT gen_random_uuid(),
    "series_count" INTEGER NOT NULL DEFAULT 0,
    "newest" BYTEA NOT NULL DEFAULT '\x'::bytea,

    CONSTRAINT "metric_block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_series" (
    "block_id" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,
    "connection_id" UUID NOT NULL,
    "attributes" JSON NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "metric_series_pkey" PRIMARY KEY ("block_id","position")
);

-- CreateTable
CREATE TABLE "metric_watermark" (
    "connection_id" UUID NOT NULL,
    "read_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "metric_watermark_pkey" PRIMARY KEY ("connection_id")
);

-- CreateIndex
CREATE INDEX "metric_block_connection_id_metric_idx" ON "metric_block"("connection_id", "metric");

-- CreateIndex
CREATE INDEX "metric_block_metric_idx" ON "metric_block"("metric");

-- CreateIndex
CREATE UNIQUE INDEX "metric_series_connection_id_hash_key" ON "metric_series"("connection_id", "hash");

-- AddForeignKey
ALTER TABLE "metric_block" ADD CONSTRAINT "metric_block_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_series" ADD CONSTRAINT "metric_series_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "metric_block"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_series" ADD CONSTRAINT "metric_series_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_watermark" ADD CONSTRAINT "metric_watermark_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What was measured, by time: dropping a partition ends a day or a month at once. Partitions are made by the console, in
-- lib/store/metrics/postgres/partitions.ts. Packed values do not shrink, so no time is spent on trying; roll-ups of a
-- block fit a third of a page and stay in it.
CREATE TABLE metric_sample (
    block_id INTEGER NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    samples BYTEA NOT NULL,
    PRIMARY KEY (block_id, starts_at)
) PARTITION BY RANGE (starts_at);
CREATE TABLE metric_five_minutes (
    block_id INTEGER NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    rollups BYTEA NOT NULL,
    PRIMARY KEY (block_id, starts_at)
) PARTITION BY RANGE (starts_at);
CREATE TABLE metric_hour (
    block_id INTEGER NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    rollups BYTEA NOT NULL,
    PRIMARY KEY (block_id, starts_at)
) PARTITION BY RANGE (starts_at);
ALTER TABLE metric_sample ALTER COLUMN samples SET STORAGE EXTERNAL;
ALTER TABLE metric_five_minutes ALTER COLUMN rollups SET STORAGE PLAIN;
ALTER TABLE metric_hour ALTER COLUMN rollups SET STORAGE PLAIN;
ALTER TABLE metric_block ALTER COLUMN newest SET STORAGE PLAIN;
ALTER TABLE metric_block SET (fillfactor = 50);

-- Blocks whose samples are still to be removed: a connection goes at once, what it measured afterwards.
CREATE TABLE metric_block_removed (block_id INTEGER PRIMARY KEY);
CREATE FUNCTION note_removed_metric_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO metric_block_removed (block_id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER metric_block_leaves_samples AFTER DELETE ON metric_block
    FOR EACH ROW EXECUTE FUNCTION note_removed_metric_block();
