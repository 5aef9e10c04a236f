-- DropForeignKey
ALTER TABLE "cost_transfer_sum" DROP CONSTRAINT "cost_transfer_sum_delivery_id_fkey";

-- DropIndex
DROP INDEX "cost_transfer_cut_delivery_id_cut_is_owned_by_day_idx";

-- Sums are made anew from the ledger by the next derivation.
DELETE FROM "cost_transfer_cut";

-- AlterTable
ALTER TABLE "cost_transfer_cut" DROP CONSTRAINT cost_transfer_cut_owner;
ALTER TABLE "cost_transfer_cut" DROP COLUMN "is_owned",
ADD COLUMN     "owner" TEXT NOT NULL;

-- DropTable
DROP TABLE "cost_transfer_sum";

-- CreateIndex
CREATE INDEX "cost_transfer_cut_delivery_id_cut_by_day_owner_idx" ON "cost_transfer_cut"("delivery_id", "cut", "by_day", "owner");

-- What the schema cannot say.
ALTER TABLE cost_transfer_cut
    ADD CONSTRAINT cost_transfer_cut_owner CHECK (
        owner IN ('all', 'team', 'site', 'both')
        AND (team IS NOT NULL) = (owner IN ('team', 'both')) AND (site IS NOT NULL) = (owner IN ('site', 'both'))),
    ADD CONSTRAINT cost_transfer_cut_by_day CHECK (by_day OR owner <> 'both');
