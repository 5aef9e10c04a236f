-- AlterTable
ALTER TABLE "resource" ADD COLUMN     "machine" TEXT;

-- Machines are few beside volumes and the like.
CREATE INDEX "resource_machine" ON "resource"("machine") WHERE "machine" IS NOT NULL;
