-- CreateTable
CREATE TABLE "cost_delivery" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "connection_id" UUID,
    "source" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "billing_month" DATE NOT NULL,
    "version" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "basis" TEXT NOT NULL,
    "coverage" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "superseded_by" UUID,
    "rows" BIGINT NOT NULL,
    "rejected_rows" BIGINT NOT NULL,
    "rejections" JSONB NOT NULL DEFAULT '[]',
    "missing" JSONB NOT NULL DEFAULT '[]',
    "unknown" JSONB NOT NULL DEFAULT '[]',
    "first_day" DATE,
    "last_day" DATE,

    CONSTRAINT "cost_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_file" (
    "delivery_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "parquet_path" TEXT NOT NULL,
    "parquet_hash" BYTEA NOT NULL,
    "rows" BIGINT NOT NULL,

    CONSTRAINT "cost_file_pkey" PRIMARY KEY ("delivery_id","position")
);

-- CreateIndex
CREATE INDEX "cost_delivery_billing_month_idx" ON "cost_delivery"("billing_month");

-- CreateIndex
CREATE UNIQUE INDEX "cost_delivery_source_scope_billing_month_arrived_at_key" ON "cost_delivery"("source", "scope", "billing_month", "arrived_at");

-- AddForeignKey
ALTER TABLE "cost_file" ADD CONSTRAINT "cost_file_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whatever races, one delivery of a source, scope and month counts.
CREATE UNIQUE INDEX cost_delivery_current ON cost_delivery (source, scope, billing_month)
    WHERE state = 'kept' AND superseded_at IS NULL;

ALTER TABLE cost_delivery
    ADD CONSTRAINT cost_delivery_state CHECK (state IN ('kept', 'quarantined', 'overlapping')),
    ADD CONSTRAINT cost_delivery_month CHECK (extract(day FROM billing_month) = 1),
    ADD CONSTRAINT cost_delivery_superseded CHECK (superseded_at >= arrived_at);
