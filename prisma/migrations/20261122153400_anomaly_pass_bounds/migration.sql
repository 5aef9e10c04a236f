-- AlterTable
ALTER TABLE "cost_anomaly_pass" ADD COLUMN     "left_out" INTEGER,
ADD COLUMN     "unwatched" INTEGER;
