-- CreateTable
CREATE TABLE "site" (
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "country" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "aliases" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "site_rule" (
    "position" INTEGER NOT NULL,
    "site" TEXT NOT NULL,
    "provider" TEXT,
    "account" TEXT,
    "region" TEXT,
    "kind" TEXT,
    "name" TEXT,
    "overrules_tags" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "site_rule_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "site_override" (
    "connection_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "native_id" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_override_pkey" PRIMARY KEY ("connection_id","kind","native_id")
);

-- AddForeignKey
ALTER TABLE "site_rule" ADD CONSTRAINT "site_rule_site_fkey" FOREIGN KEY ("site") REFERENCES "site"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_override" ADD CONSTRAINT "site_override_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_override" ADD CONSTRAINT "site_override_site_fkey" FOREIGN KEY ("site") REFERENCES "site"("name") ON DELETE RESTRICT ON UPDATE CASCADE;
