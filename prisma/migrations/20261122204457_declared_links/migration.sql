-- DropIndex
DROP INDEX "link_trouble_connection_id_native_id_key_opened_at_idx";

-- AlterTable
ALTER TABLE "link_trouble" ALTER COLUMN "connection_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "declared_link" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "medium" TEXT NOT NULL,
    "near" JSONB NOT NULL,
    "far" JSONB NOT NULL,
    "capacity_bits_per_second" BIGINT,
    "carrier" TEXT,
    "circuit_id" TEXT,
    "rides_on" JSONB NOT NULL DEFAULT '[]',
    "carries" JSONB NOT NULL DEFAULT '[]',
    "redundancy_group" TEXT,
    "cost" DECIMAL(38,24),
    "currency" TEXT,
    "notes" TEXT NOT NULL,
    "meters" JSONB NOT NULL DEFAULT '[]',
    "managed_by" TEXT NOT NULL DEFAULT 'console',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "declared_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_watch" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_watch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_mail" (
    "trouble_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "moment" TEXT NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_mail_pkey" PRIMARY KEY ("trouble_id","person_id","moment")
);

-- CreateIndex
CREATE UNIQUE INDEX "declared_link_name_key" ON "declared_link"("name");

-- CreateIndex
CREATE UNIQUE INDEX "link_watch_person_id_subject_target_key" ON "link_watch"("person_id", "subject", "target");

-- CreateIndex
CREATE INDEX "link_mail_person_id_idx" ON "link_mail"("person_id");

-- CreateIndex
CREATE INDEX "link_trouble_native_id_key_opened_at_idx" ON "link_trouble"("native_id", "key", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "link_trouble_connection_id_idx" ON "link_trouble"("connection_id");

-- AddForeignKey
ALTER TABLE "link_watch" ADD CONSTRAINT "link_watch_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_mail" ADD CONSTRAINT "link_mail_trouble_id_fkey" FOREIGN KEY ("trouble_id") REFERENCES "link_trouble"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_mail" ADD CONSTRAINT "link_mail_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- A declared link has no connection, and none of its troubles is open twice either.
DROP INDEX link_trouble_open;
CREATE UNIQUE INDEX link_trouble_open ON "link_trouble" (connection_id, native_id, key, subject) NULLS NOT DISTINCT
    WHERE closed_at IS NULL;

ALTER TABLE "declared_link"
    ADD CONSTRAINT declared_link_medium CHECK (medium IN ('dark-fibre', 'wavelength', 'mpls', 'ethernet', 'internet', 'other')),
    ADD CONSTRAINT declared_link_capacity CHECK (capacity_bits_per_second > 0),
    ADD CONSTRAINT declared_link_cost CHECK (cost >= 0 AND (cost IS NULL) = (currency IS NULL) AND currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT declared_link_managed_by CHECK (managed_by IN ('console', 'file'));

ALTER TABLE "link_watch"
    ADD CONSTRAINT link_watch_subject CHECK (subject IN ('all', 'site', 'link') AND (subject = 'all') = (target = ''));

ALTER TABLE "link_mail"
    ADD CONSTRAINT link_mail_moment CHECK (moment IN ('begin', 'end'));
