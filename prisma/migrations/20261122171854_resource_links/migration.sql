-- AlterTable
ALTER TABLE "resource" ADD COLUMN     "links" JSONB;
