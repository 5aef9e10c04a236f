-- CreateTable
CREATE TABLE "probe_agent" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "token_prefix" TEXT NOT NULL,
    "token_made_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "version" TEXT,
    "clock_offset_ms" BIGINT,
    "instances" JSONB NOT NULL DEFAULT '[]',
    "dropped" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "probe_agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "probe_target" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "from_site" TEXT NOT NULL,
    "to_site" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "connection_id" UUID,
    "every_seconds" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "most_bytes" INTEGER,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "probe_target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "probe_minute" (
    "target_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "sent" INTEGER NOT NULL,
    "lost" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "fault" TEXT,
    "jitter_sum_ns" BIGINT NOT NULL,
    "jitter_pairs" INTEGER NOT NULL,
    "sketch" BYTEA,

    CONSTRAINT "probe_minute_pkey" PRIMARY KEY ("target_id","agent_id","minute")
);

-- CreateTable
CREATE TABLE "probe_hour" (
    "target_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "sent" INTEGER NOT NULL,
    "lost" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "fault" TEXT,
    "jitter_sum_ns" BIGINT NOT NULL,
    "jitter_pairs" INTEGER NOT NULL,
    "sketch" BYTEA,
    "last_minute" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "probe_hour_pkey" PRIMARY KEY ("target_id","agent_id","hour")
);

-- CreateTable
CREATE TABLE "probe_recent" (
    "target_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "sent" INTEGER NOT NULL,
    "lost" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "fault" TEXT,
    "jitter_sum_ns" BIGINT NOT NULL,
    "jitter_pairs" INTEGER NOT NULL,
    "sketch" BYTEA,
    "last_minute" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "probe_recent_pkey" PRIMARY KEY ("target_id","agent_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "probe_agent_name_key" ON "probe_agent"("name");

-- CreateIndex
CREATE UNIQUE INDEX "probe_agent_token_hash_key" ON "probe_agent"("token_hash");

-- CreateIndex
CREATE INDEX "probe_agent_site_idx" ON "probe_agent"("site");

-- CreateIndex
CREATE INDEX "probe_target_to_site_idx" ON "probe_target"("to_site");

-- CreateIndex
CREATE INDEX "probe_target_connection_id_idx" ON "probe_target"("connection_id");

-- CreateIndex
CREATE UNIQUE INDEX "probe_target_from_site_to_site_kind_address_key" ON "probe_target"("from_site", "to_site", "kind", "address");

-- CreateIndex
CREATE INDEX "probe_minute_minute_idx" ON "probe_minute"("minute");

-- CreateIndex
CREATE INDEX "probe_hour_hour_idx" ON "probe_hour"("hour");

-- AddForeignKey
ALTER TABLE "probe_agent" ADD CONSTRAINT "probe_agent_site_fkey" FOREIGN KEY ("site") REFERENCES "site"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_target" ADD CONSTRAINT "probe_target_from_site_fkey" FOREIGN KEY ("from_site") REFERENCES "site"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_target" ADD CONSTRAINT "probe_target_to_site_fkey" FOREIGN KEY ("to_site") REFERENCES "site"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_target" ADD CONSTRAINT "probe_target_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_minute" ADD CONSTRAINT "probe_minute_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "probe_target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_minute" ADD CONSTRAINT "probe_minute_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "probe_agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_hour" ADD CONSTRAINT "probe_hour_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "probe_target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_hour" ADD CONSTRAINT "probe_hour_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "probe_agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_recent" ADD CONSTRAINT "probe_recent_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "probe_target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probe_recent" ADD CONSTRAINT "probe_recent_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "probe_agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;
