-- AlterTable
ALTER TABLE "cost_anomaly" ADD COLUMN     "held_days" INTEGER,
ADD COLUMN     "held_impact" DECIMAL(38,24);

-- A verdict from before its size was kept stands as it was given. It is held against what its anomaly comes to now, the
-- earliest size that is known, kept beside the anomaly: without one it would never be outgrown.
UPDATE cost_anomaly a
SET held_impact = impact, held_days = to_day - from_day + 1
WHERE EXISTS (SELECT FROM cost_anomaly_feedback f WHERE f.anomaly_id = a.id AND f.impact IS NULL);

ALTER TABLE cost_anomaly
    ADD CONSTRAINT cost_anomaly_held CHECK ((held_impact IS NULL) = (held_days IS NULL) AND held_days > 0);
-- Of every new one the size is kept; older ones are not looked at.
ALTER TABLE cost_anomaly_feedback
    ADD CONSTRAINT cost_anomaly_feedback_is_sized CHECK (impact IS NOT NULL) NOT VALID;
