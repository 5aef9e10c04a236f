-- AlterTable
ALTER TABLE "cost_delivery" ADD COLUMN     "billing_accounts" TEXT[] DEFAULT ARRAY[]::TEXT[];
