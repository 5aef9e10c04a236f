-- DropForeignKey
ALTER TABLE "cost_commitment_sum" DROP CONSTRAINT "cost_commitment_sum_delivery_id_fkey";

-- AlterTable: when an answer was first given was not kept; it was known at the latest when it was last given.
ALTER TABLE "commitment_term" DROP CONSTRAINT "commitment_term_pkey",
ADD COLUMN     "first_read_at" TIMESTAMPTZ(3);
UPDATE "commitment_term" SET "first_read_at" = "read_at";
ALTER TABLE "commitment_term" ALTER COLUMN "first_read_at" SET NOT NULL,
ADD CONSTRAINT "commitment_term_pkey" PRIMARY KEY ("connection_id", "commitment_id", "first_read_at");

-- DropTable
DROP TABLE "cost_commitment_sum";

-- CreateTable
CREATE TABLE "cost_commitment_cut" (
    "delivery_id" UUID NOT NULL,
    "cut" TEXT NOT NULL,
    "by_day" BOOLEAN NOT NULL,
    "entries" BYTEA NOT NULL,
    "rows" BYTEA NOT NULL,
    "billed" BYTEA,
    "effective" BYTEA,
    "list" BYTEA,
    "contracted" BYTEA,
    "quantity" BYTEA,
    "hours" BYTEA,
    "gpu_hours" BYTEA,
    "untold" BYTEA,

    CONSTRAINT "cost_commitment_cut_pkey" PRIMARY KEY ("delivery_id","cut","by_day")
);

-- AddForeignKey
ALTER TABLE "cost_commitment_cut" ADD CONSTRAINT "cost_commitment_cut_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_rollup"("delivery_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say. Which measures a cut holds is said in lib/domain/cost/commitment-sum.ts.
ALTER TABLE cost_commitment_cut
    ADD CONSTRAINT cost_commitment_cut_cut CHECK (cut IN ('whole', 'service', 'region', 'gpu-model', 'committed', 'commitment'));
