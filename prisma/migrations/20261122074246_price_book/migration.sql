-- CreateTable
CREATE TABLE "price_edition" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "provider" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_offer" (
    "edition_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "machine_type" TEXT,
    "gpu_model" TEXT,
    "gpu_variant" TEXT,
    "gpu_count" DECIMAL(38,24),
    "region" TEXT NOT NULL,
    "zone" TEXT,
    "currency" TEXT NOT NULL,
    "on_demand" DECIMAL(38,24),
    "spot" DECIMAL(38,24),
    "committed" DECIMAL(38,24),

    CONSTRAINT "price_offer_pkey" PRIMARY KEY ("edition_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "price_edition_provider_valid_from_key" ON "price_edition"("provider", "valid_from");

-- CreateIndex
CREATE INDEX "price_offer_edition_id_gpu_model_idx" ON "price_offer"("edition_id", "gpu_model");

-- AddForeignKey
ALTER TABLE "price_offer" ADD CONSTRAINT "price_offer_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "price_edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
