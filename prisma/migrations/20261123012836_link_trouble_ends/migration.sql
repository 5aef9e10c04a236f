-- AlterTable
ALTER TABLE "link_trouble" ADD COLUMN     "ended_by" TEXT,
ADD COLUMN     "link" JSONB;

ALTER TABLE "link_trouble"
    ADD CONSTRAINT link_trouble_ended_by
        CHECK (ended_by IN ('recovered', 'disabled', 'not-listed', 'no-spares', 'not-carrying', 'joined')),
    ADD CONSTRAINT link_trouble_end CHECK (ended_by IS NULL OR closed_at IS NOT NULL);
