-- AlterTable
ALTER TABLE "cost_remainder_note" ALTER COLUMN "remainder" DROP NOT NULL;
