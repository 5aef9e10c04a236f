-- DropIndex
DROP INDEX "price_edition_provider_valid_from_key";

-- AlterTable
ALTER TABLE "price_edition" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "series" TEXT NOT NULL DEFAULT 'catalogue';

-- CreateTable
CREATE TABLE "cost_rate_card" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "site" TEXT NOT NULL,
    "gpu_model" TEXT NOT NULL,
    "nodes" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "withdrawn" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "purchase_price" DECIMAL(38,24),
    "residual_value" DECIMAL(38,24),
    "purchased_on" DATE,
    "depreciation_months" INTEGER,
    "retired_on" DATE,
    "power_price" DECIMAL(38,24),
    "pue" DECIMAL(38,24) NOT NULL,
    "rated_watts" DECIMAL(38,24),
    "host_watts" DECIMAL(38,24),
    "rack_price" DECIMAL(38,24),
    "nodes_per_rack" INTEGER NOT NULL,
    "staff_price" DECIMAL(38,24),
    "overhead_price" DECIMAL(38,24),
    "note" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_rate_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_node_day" (
    "day" DATE NOT NULL,
    "node" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "native_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "team" TEXT,
    "owner" TEXT,
    "machine_type" TEXT,
    "gpu_model" TEXT,
    "gpu_count" INTEGER,
    "gpu_milliwatts" BIGINT,
    "power_read_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_node_day_pkey" PRIMARY KEY ("day","node")
);

-- CreateTable
CREATE TABLE "cost_estimate_consent" (
    "connection_id" UUID NOT NULL,
    "daily_micro_usd" BIGINT NOT NULL,
    "allowed_by" TEXT NOT NULL,
    "allowed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_estimate_consent_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "cost_estimate" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "connection_id" UUID NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,
    "gaps" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "cost_estimate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cost_rate_card_site_gpu_model_nodes_version_key" ON "cost_rate_card"("site", "gpu_model", "nodes", "version");

-- CreateIndex
CREATE INDEX "cost_node_day_site_day_idx" ON "cost_node_day"("site", "day");

-- CreateIndex
CREATE INDEX "cost_estimate_connection_id_asked_at_idx" ON "cost_estimate"("connection_id", "asked_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "price_edition_provider_series_valid_from_key" ON "price_edition"("provider", "series", "valid_from");

-- AddForeignKey
ALTER TABLE "cost_estimate_consent" ADD CONSTRAINT "cost_estimate_consent_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_estimate" ADD CONSTRAINT "cost_estimate_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE cost_rate_card
    ADD CONSTRAINT cost_rate_card_version CHECK (version >= 1),
    ADD CONSTRAINT cost_rate_card_currency CHECK (currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT cost_rate_card_amounts CHECK (
        purchase_price >= 0 AND residual_value >= 0 AND residual_value <= purchase_price AND power_price >= 0
        AND rated_watts >= 0 AND host_watts >= 0 AND rack_price >= 0 AND staff_price >= 0 AND overhead_price >= 0
        AND pue >= 1 AND nodes_per_rack >= 1 AND depreciation_months >= 1),
    ADD CONSTRAINT cost_rate_card_purchase CHECK (
        num_nulls(purchase_price, residual_value, purchased_on, depreciation_months) IN (0, 4)),
    ADD CONSTRAINT cost_rate_card_retired CHECK (retired_on IS NULL OR retired_on >= purchased_on);

CREATE FUNCTION refuse_rate_card_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A rate card is kept as it was written: add a version instead.';
END
$$;
CREATE TRIGGER cost_rate_card_is_append_only BEFORE UPDATE OR DELETE ON cost_rate_card
    FOR EACH ROW EXECUTE FUNCTION refuse_rate_card_change();
CREATE TRIGGER cost_rate_card_is_never_truncated BEFORE TRUNCATE ON cost_rate_card
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rate_card_change();

ALTER TABLE cost_node_day
    ADD CONSTRAINT cost_node_day_gpus CHECK (gpu_count >= 0 AND gpu_milliwatts >= 0);
ALTER TABLE cost_estimate_consent
    ADD CONSTRAINT cost_estimate_consent_bound CHECK (daily_micro_usd >= 0);
ALTER TABLE cost_estimate
    ADD CONSTRAINT cost_estimate_days CHECK (last_day >= first_day),
    ADD CONSTRAINT cost_estimate_cost CHECK (cost_micro_usd >= 0);
