-- CreateTable
CREATE TABLE "commitment_ask" (
    "connection_id" UUID NOT NULL,
    "commitment_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_ask_pkey" PRIMARY KEY ("connection_id","commitment_id")
);

-- AddForeignKey
ALTER TABLE "commitment_ask" ADD CONSTRAINT "commitment_ask_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a connection read was one list of all ways to buy; now each part has a list of its own. The lists of before end
-- here, so that they never pass for younger than they are, and prices are read anew at once.
INSERT INTO price_edition (provider, series, source, content_hash, valid_from, imported_at)
SELECT DISTINCT provider, series, 'Read in parts from here on', '\x'::bytea, now(), now()
FROM price_edition WHERE series <> 'catalogue';
UPDATE collection_schedule SET next_due_at = now() WHERE capability = 'prices' AND next_due_at > now();
