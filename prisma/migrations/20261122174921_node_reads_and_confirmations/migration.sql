-- AlterTable
ALTER TABLE "cost_node_day" ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "price_confirmation" (
    "edition_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_confirmation_pkey" PRIMARY KEY ("edition_id","confirmed_at")
);

-- CreateTable
CREATE TABLE "cost_scope_day" (
    "scope" TEXT NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "cost_scope_day_pkey" PRIMARY KEY ("scope","day")
);

-- CreateTable
CREATE TABLE "cost_own_scheme" (
    "scheme" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_own_scheme_pkey" PRIMARY KEY ("scheme")
);

-- AddForeignKey
ALTER TABLE "price_confirmation" ADD CONSTRAINT "price_confirmation_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "price_edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was confirmed last is the first that is kept.
INSERT INTO "price_confirmation" ("edition_id", "confirmed_at")
SELECT "id", "confirmed_at" FROM "price_edition" WHERE "confirmed_at" IS NOT NULL;

-- AlterTable
ALTER TABLE "price_edition" DROP COLUMN "confirmed_at";
