-- DropIndex
DROP INDEX "gpu_run_connection_id_ended_at_idx";

-- DropIndex
DROP INDEX "gpu_run_started_at_idx";

-- CreateIndex
CREATE INDEX "gpu_run_ended_at_idx" ON "gpu_run"("ended_at");

-- CreateIndex
CREATE INDEX "gpu_run_namespace_name_idx" ON "gpu_run"("namespace", "name");
