-- AlterTable
ALTER TABLE "resource" ADD COLUMN     "workload" JSONB;
