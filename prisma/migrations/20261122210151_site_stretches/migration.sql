-- AlterTable
ALTER TABLE "resource" ADD COLUMN     "software" JSONB;

-- CreateTable
CREATE TABLE "site_stretch" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "site" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "detail" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "site_stretch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "site_stretch_site_opened_at_idx" ON "site_stretch"("site", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "site_stretch_closed_at_idx" ON "site_stretch"("closed_at");

-- Of each subject a site has one open at a time, whoever writes.
CREATE UNIQUE INDEX site_stretch_open ON site_stretch (site, kind, subject) WHERE closed_at IS NULL;
ALTER TABLE site_stretch ADD CONSTRAINT site_stretch_kind CHECK (kind IN ('health', 'software', 'source'));
ALTER TABLE site_stretch ADD CONSTRAINT site_stretch_times CHECK (closed_at >= opened_at);
