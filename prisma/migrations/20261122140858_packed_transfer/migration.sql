-- CreateTable
CREATE TABLE "cost_transfer_cut" (
    "delivery_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "cut" TEXT NOT NULL,
    "is_owned" BOOLEAN NOT NULL,
    "team" TEXT,
    "site" TEXT,
    "by_day" BOOLEAN NOT NULL,
    "ways" BYTEA NOT NULL,
    "days" BYTEA NOT NULL,
    "rows" BYTEA NOT NULL,
    "billed" BYTEA NOT NULL,
    "effective" BYTEA,
    "list" BYTEA,
    "contracted" BYTEA,
    "untold" BYTEA,
    "quantities" BYTEA NOT NULL,
    "quantity_rows" BYTEA NOT NULL,

    CONSTRAINT "cost_transfer_cut_pkey" PRIMARY KEY ("delivery_id","position")
);

-- CreateTable
CREATE TABLE "cost_transfer_names" (
    "delivery_id" UUID NOT NULL,
    "texts" BYTEA NOT NULL,
    "names" BYTEA NOT NULL,

    CONSTRAINT "cost_transfer_names_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateIndex
CREATE INDEX "cost_transfer_cut_delivery_id_cut_is_owned_by_day_idx" ON "cost_transfer_cut"("delivery_id", "cut", "is_owned", "by_day");

-- AddForeignKey
ALTER TABLE "cost_transfer_cut" ADD CONSTRAINT "cost_transfer_cut_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_transfer_names" ADD CONSTRAINT "cost_transfer_names_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say.
ALTER TABLE cost_transfer_cut
    ADD CONSTRAINT cost_transfer_cut_cut CHECK (cut IN ('region', 'site', 'kind', 'unrecognised')),
    ADD CONSTRAINT cost_transfer_cut_owner CHECK (is_owned = (coalesce(team, site) IS NOT NULL));
