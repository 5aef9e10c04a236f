-- AlterTable
ALTER TABLE "collection_schedule" ADD COLUMN     "interval_ms" INTEGER;
