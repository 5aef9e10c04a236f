-- AlterTable
ALTER TABLE "cost_delivery" ADD COLUMN     "account_sums" JSONB;
