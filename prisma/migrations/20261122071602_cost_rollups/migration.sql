-- CreateTable
CREATE TABLE "cost_rollup" (
    "delivery_id" UUID NOT NULL,
    "attribution" JSONB NOT NULL,
    "tag_keys" JSONB NOT NULL,
    "base_day" DATE NOT NULL,
    "rolled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_rollup_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateTable
CREATE TABLE "cost_rollup_keys" (
    "delivery_id" UUID NOT NULL,
    "dimension" TEXT NOT NULL,
    "keys" BYTEA NOT NULL,

    CONSTRAINT "cost_rollup_keys_pkey" PRIMARY KEY ("delivery_id","dimension")
);

-- CreateTable
CREATE TABLE "cost_rollup_cut" (
    "delivery_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "within" TEXT,
    "within_value" TEXT,
    "provider" TEXT,
    "currency" TEXT,
    "keys" BYTEA NOT NULL,
    "rows" BYTEA NOT NULL,
    "billed" BYTEA NOT NULL,
    "effective" BYTEA,
    "list" BYTEA,
    "contracted" BYTEA,
    "untold" BYTEA,

    CONSTRAINT "cost_rollup_cut_pkey" PRIMARY KEY ("delivery_id","position")
);

-- CreateTable
CREATE TABLE "cost_rollup_day" (
    "delivery_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "first_key" INTEGER NOT NULL,
    "days" BYTEA NOT NULL,
    "rows" BYTEA NOT NULL,
    "billed" BYTEA NOT NULL,
    "effective" BYTEA,
    "list" BYTEA,
    "contracted" BYTEA,
    "untold" BYTEA,

    CONSTRAINT "cost_rollup_day_pkey" PRIMARY KEY ("delivery_id","position","first_key")
);

-- CreateIndex
CREATE INDEX "cost_rollup_cut_delivery_id_dimension_within_within_value_idx" ON "cost_rollup_cut"("delivery_id", "dimension", "within", "within_value");

-- AddForeignKey
ALTER TABLE "cost_rollup" ADD CONSTRAINT "cost_rollup_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_rollup_keys" ADD CONSTRAINT "cost_rollup_keys_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_rollup_cut" ADD CONSTRAINT "cost_rollup_cut_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_rollup_day" ADD CONSTRAINT "cost_rollup_day_delivery_id_position_fkey" FOREIGN KEY ("delivery_id", "position") REFERENCES "cost_rollup_cut"("delivery_id", "position") ON DELETE CASCADE ON UPDATE CASCADE;

-- What they hold is compressed before it is written.
ALTER TABLE cost_rollup_keys ALTER COLUMN keys SET STORAGE EXTERNAL;
ALTER TABLE cost_rollup_cut
    ALTER COLUMN keys SET STORAGE EXTERNAL,
    ALTER COLUMN rows SET STORAGE EXTERNAL,
    ALTER COLUMN billed SET STORAGE EXTERNAL,
    ALTER COLUMN effective SET STORAGE EXTERNAL,
    ALTER COLUMN list SET STORAGE EXTERNAL,
    ALTER COLUMN contracted SET STORAGE EXTERNAL,
    ALTER COLUMN untold SET STORAGE EXTERNAL;
ALTER TABLE cost_rollup_day
    ALTER COLUMN days SET STORAGE EXTERNAL,
    ALTER COLUMN rows SET STORAGE EXTERNAL,
    ALTER COLUMN billed SET STORAGE EXTERNAL,
    ALTER COLUMN effective SET STORAGE EXTERNAL,
    ALTER COLUMN list SET STORAGE EXTERNAL,
    ALTER COLUMN contracted SET STORAGE EXTERNAL,
    ALTER COLUMN untold SET STORAGE EXTERNAL;
