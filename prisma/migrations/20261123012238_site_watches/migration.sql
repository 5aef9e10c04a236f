-- CreateTable
CREATE TABLE "site_trouble" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "site" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "site_trouble_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_watch" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "site" TEXT NOT NULL,
    "parts" TEXT[],
    "statuses" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_watch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_mail" (
    "trouble_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "moment" TEXT NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_mail_pkey" PRIMARY KEY ("trouble_id","person_id","moment")
);

-- CreateIndex
CREATE INDEX "site_trouble_closed_at_idx" ON "site_trouble"("closed_at");

-- CreateIndex
CREATE UNIQUE INDEX "site_watch_person_id_site_key" ON "site_watch"("person_id", "site");

-- CreateIndex
CREATE INDEX "site_mail_person_id_idx" ON "site_mail"("person_id");

-- AddForeignKey
ALTER TABLE "site_watch" ADD CONSTRAINT "site_watch_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_mail" ADD CONSTRAINT "site_mail_trouble_id_fkey" FOREIGN KEY ("trouble_id") REFERENCES "site_trouble"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_mail" ADD CONSTRAINT "site_mail_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Of each part a site has one trouble open at a time, whoever writes.
CREATE UNIQUE INDEX site_trouble_open ON "site_trouble" (site, part) WHERE closed_at IS NULL;

ALTER TABLE "site_trouble"
    ADD CONSTRAINT site_trouble_part CHECK (part IN ('control-plane', 'data-plane', 'gpus', 'storage', 'sources')),
    ADD CONSTRAINT site_trouble_status CHECK (status IN ('warning', 'unknown', 'critical')),
    ADD CONSTRAINT site_trouble_times CHECK (status_since >= opened_at AND closed_at >= status_since);

ALTER TABLE "site_watch"
    ADD CONSTRAINT site_watch_parts CHECK (
        parts IS NOT NULL AND cardinality(parts) > 0 AND parts <@ ARRAY['control-plane', 'data-plane', 'gpus', 'storage', 'sources']),
    ADD CONSTRAINT site_watch_statuses CHECK (
        statuses IS NOT NULL AND cardinality(statuses) > 0 AND statuses <@ ARRAY['warning', 'unknown', 'critical']);

ALTER TABLE "site_mail"
    ADD CONSTRAINT site_mail_moment CHECK (moment IN ('warning', 'unknown', 'critical', 'end'));
