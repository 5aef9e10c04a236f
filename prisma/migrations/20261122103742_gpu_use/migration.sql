-- CreateTable
CREATE TABLE "gpu_run" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "resource_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "system" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "namespace" TEXT,
    "made_by" TEXT,
    "site" TEXT,
    "team" TEXT,
    "owner" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "is_service" BOOLEAN NOT NULL,
    "checkpoint_at" TIMESTAMPTZ(3),
    "holdings" JSONB,
    "gpu_model" TEXT,
    "gpu_count" INTEGER,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gpu_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gpu_use_hour" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "machine_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "connection_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "site" TEXT,
    "team" TEXT,
    "gpu_model" TEXT NOT NULL,
    "run_id" UUID,
    "not_allocated_ms" BIGINT NOT NULL,
    "idle_ms" BIGINT NOT NULL,
    "busy_ms" BIGINT NOT NULL,
    "unknown_ms" BIGINT NOT NULL,

    CONSTRAINT "gpu_use_hour_pkey" PRIMARY KEY ("hour","machine_id","position")
);

-- CreateTable
CREATE TABLE "gpu_use_day" (
    "day" DATE NOT NULL,
    "position" INTEGER NOT NULL,
    "connection_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "site" TEXT,
    "team" TEXT,
    "gpu_model" TEXT NOT NULL,
    "run_id" UUID,
    "not_allocated_ms" BIGINT NOT NULL,
    "idle_ms" BIGINT NOT NULL,
    "busy_ms" BIGINT NOT NULL,
    "unknown_ms" BIGINT NOT NULL,

    CONSTRAINT "gpu_use_day_pkey" PRIMARY KEY ("day","position")
);

-- CreateTable
CREATE TABLE "gpu_use_pass" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "accounted_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gpu_use_pass_pkey" PRIMARY KEY ("hour")
);

-- CreateIndex
CREATE INDEX "gpu_run_connection_id_ended_at_idx" ON "gpu_run"("connection_id", "ended_at");

-- CreateIndex
CREATE INDEX "gpu_run_started_at_idx" ON "gpu_run"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "gpu_run_resource_id_started_at_key" ON "gpu_run"("resource_id", "started_at");

-- CreateIndex
CREATE INDEX "gpu_use_day_run_id_idx" ON "gpu_use_day"("run_id");

ALTER TABLE gpu_run
    ADD CONSTRAINT gpu_run_outcome CHECK (outcome IN ('running', 'completed', 'failed', 'preempted', 'restarted', 'cancelled', 'unknown')),
    ADD CONSTRAINT gpu_run_end CHECK ((outcome = 'running') = (ended_at IS NULL) AND ended_at >= started_at),
    ADD CONSTRAINT gpu_run_holdings CHECK (jsonb_typeof(holdings) = 'array'),
    ADD CONSTRAINT gpu_run_count CHECK (gpu_count >= 0);
ALTER TABLE gpu_use_hour
    ADD CONSTRAINT gpu_use_hour_start CHECK (date_trunc('hour', hour, 'UTC') = hour),
    ADD CONSTRAINT gpu_use_hour_times CHECK (least(not_allocated_ms, idle_ms, busy_ms, unknown_ms) >= 0);
ALTER TABLE gpu_use_day
    ADD CONSTRAINT gpu_use_day_times CHECK (least(not_allocated_ms, idle_ms, busy_ms, unknown_ms) >= 0);
ALTER TABLE gpu_use_pass
    ADD CONSTRAINT gpu_use_pass_hour CHECK (date_trunc('hour', hour, 'UTC') = hour AND until > hour AND until <= hour + interval '1 hour');
