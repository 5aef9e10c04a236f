-- DropIndex
DROP INDEX "cost_budget_alert_budget_id_period_start_kind_threshold_key";

-- CreateIndex
CREATE UNIQUE INDEX "cost_budget_alert_budget_id_period_start_kind_threshold_amo_key" ON "cost_budget_alert"("budget_id", "period_start", "kind", "threshold", "amount");
