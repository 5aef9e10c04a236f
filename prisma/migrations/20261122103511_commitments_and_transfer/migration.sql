-- AlterTable
ALTER TABLE "cost_rollup" ADD COLUMN     "derivation" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "cost_commitment" (
    "delivery_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "commitment_id" TEXT NOT NULL,
    "provider" TEXT,
    "name" TEXT,
    "type" TEXT,
    "category" TEXT,
    "unit" TEXT,

    CONSTRAINT "cost_commitment_pkey" PRIMARY KEY ("delivery_id","position")
);

-- CreateTable
CREATE TABLE "cost_commitment_sum" (
    "delivery_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "day" DATE,
    "cut" TEXT NOT NULL,
    "value" TEXT,
    "provider" TEXT,
    "currency" TEXT,
    "class" TEXT NOT NULL,
    "capacity" TEXT NOT NULL,
    "is_eligible" BOOLEAN NOT NULL,
    "rows" BIGINT NOT NULL,
    "billed" DECIMAL,
    "effective" DECIMAL,
    "list" DECIMAL,
    "contracted" DECIMAL,
    "untold_billed" BIGINT NOT NULL,
    "untold_effective" BIGINT NOT NULL,
    "untold_list" BIGINT NOT NULL,
    "untold_contracted" BIGINT NOT NULL,
    "quantity" DECIMAL,
    "hours" DECIMAL,
    "gpu_hours" DECIMAL,

    CONSTRAINT "cost_commitment_sum_pkey" PRIMARY KEY ("delivery_id","position")
);

-- CreateTable
CREATE TABLE "cost_transfer_sum" (
    "delivery_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "day" DATE,
    "cut" TEXT NOT NULL,
    "provider" TEXT,
    "currency" TEXT,
    "kind" TEXT NOT NULL,
    "origin" TEXT,
    "destination" TEXT,
    "origin_site" TEXT,
    "destination_site" TEXT,
    "team" TEXT,
    "site" TEXT,
    "service" TEXT,
    "region" TEXT,
    "sku" TEXT,
    "unit" TEXT,
    "rows" BIGINT NOT NULL,
    "billed" DECIMAL,
    "effective" DECIMAL,
    "list" DECIMAL,
    "contracted" DECIMAL,
    "untold_billed" BIGINT NOT NULL,
    "untold_effective" BIGINT NOT NULL,
    "untold_list" BIGINT NOT NULL,
    "untold_contracted" BIGINT NOT NULL,
    "quantity" DECIMAL,
    "bytes" DECIMAL,
    "untold_quantity" BIGINT NOT NULL,

    CONSTRAINT "cost_transfer_sum_pkey" PRIMARY KEY ("delivery_id","position")
);

-- CreateIndex
CREATE INDEX "cost_commitment_sum_delivery_id_cut_day_idx" ON "cost_commitment_sum"("delivery_id", "cut", "day");

-- CreateIndex
CREATE INDEX "cost_transfer_sum_delivery_id_cut_day_idx" ON "cost_transfer_sum"("delivery_id", "cut", "day");

-- AddForeignKey
ALTER TABLE "cost_commitment" ADD CONSTRAINT "cost_commitment_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_commitment_sum" ADD CONSTRAINT "cost_commitment_sum_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_transfer_sum" ADD CONSTRAINT "cost_transfer_sum_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say. A sum is null exactly where no row tells it.
ALTER TABLE cost_commitment_sum
    ADD CONSTRAINT cost_commitment_sum_cut CHECK (cut IN ('whole', 'service', 'region', 'gpu-model', 'commitment')),
    ADD CONSTRAINT cost_commitment_sum_value CHECK (cut <> 'whole' OR value IS NULL),
    ADD CONSTRAINT cost_commitment_sum_class CHECK (class IN ('covered', 'unused', 'untold', 'on-demand', 'spot', 'other', 'purchase', 'adjustment')),
    ADD CONSTRAINT cost_commitment_sum_capacity CHECK (capacity IN ('gpu', 'compute', 'other')),
    ADD CONSTRAINT cost_commitment_sum_rows CHECK (rows > 0),
    ADD CONSTRAINT cost_commitment_sum_billed CHECK (untold_billed BETWEEN 0 AND rows AND (billed IS NULL) = (untold_billed = rows)),
    ADD CONSTRAINT cost_commitment_sum_effective CHECK (untold_effective BETWEEN 0 AND rows AND (effective IS NULL) = (untold_effective = rows)),
    ADD CONSTRAINT cost_commitment_sum_list CHECK (untold_list BETWEEN 0 AND rows AND (list IS NULL) = (untold_list = rows)),
    ADD CONSTRAINT cost_commitment_sum_contracted CHECK (untold_contracted BETWEEN 0 AND rows AND (contracted IS NULL) = (untold_contracted = rows));

ALTER TABLE cost_transfer_sum
    ADD CONSTRAINT cost_transfer_sum_cut CHECK (cut IN ('pair', 'kind')),
    ADD CONSTRAINT cost_transfer_sum_kind CHECK (kind IN ('internet', 'between-regions', 'between-zones', 'between-providers', 'private-circuit')),
    ADD CONSTRAINT cost_transfer_sum_rows CHECK (rows > 0),
    ADD CONSTRAINT cost_transfer_sum_billed CHECK (untold_billed BETWEEN 0 AND rows AND (billed IS NULL) = (untold_billed = rows)),
    ADD CONSTRAINT cost_transfer_sum_effective CHECK (untold_effective BETWEEN 0 AND rows AND (effective IS NULL) = (untold_effective = rows)),
    ADD CONSTRAINT cost_transfer_sum_list CHECK (untold_list BETWEEN 0 AND rows AND (list IS NULL) = (untold_list = rows)),
    ADD CONSTRAINT cost_transfer_sum_contracted CHECK (untold_contracted BETWEEN 0 AND rows AND (contracted IS NULL) = (untold_contracted = rows)),
    ADD CONSTRAINT cost_transfer_sum_quantity CHECK (untold_quantity BETWEEN 0 AND rows AND (quantity IS NULL) = (untold_quantity = rows));
