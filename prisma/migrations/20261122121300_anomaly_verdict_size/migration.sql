-- AlterTable
ALTER TABLE "cost_anomaly_feedback" ADD COLUMN     "days" INTEGER,
ADD COLUMN     "impact" DECIMAL(38,24);

ALTER TABLE cost_anomaly_feedback
    ADD CONSTRAINT cost_anomaly_feedback_size CHECK ((impact IS NULL) = (days IS NULL) AND days > 0);
