-- CreateTable
CREATE TABLE "link_trouble" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "connection_id" UUID NOT NULL,
    "native_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "falls" INTEGER NOT NULL,
    "cause" TEXT,
    "signs" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "link_trouble_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "link_trouble_connection_id_native_id_key_opened_at_idx" ON "link_trouble"("connection_id", "native_id", "key", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "link_trouble_closed_at_idx" ON "link_trouble"("closed_at");

-- AddForeignKey
ALTER TABLE "link_trouble" ADD CONSTRAINT "link_trouble_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "link_trouble"
    ADD CONSTRAINT link_trouble_subject CHECK (subject IN ('state', 'quality', 'spares')),
    ADD CONSTRAINT link_trouble_kind CHECK (kind IN ('down', 'flapping', 'degraded', 'spares-lost')),
    ADD CONSTRAINT link_trouble_times CHECK (closed_at IS NULL OR closed_at >= opened_at),
    ADD CONSTRAINT link_trouble_falls CHECK (falls > 0);

-- Two workers that look at once open nothing twice.
CREATE UNIQUE INDEX link_trouble_open ON "link_trouble" (connection_id, native_id, key, subject) WHERE closed_at IS NULL;
