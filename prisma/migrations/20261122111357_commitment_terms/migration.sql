-- CreateTable
CREATE TABLE "commitment_term" (
    "connection_id" UUID NOT NULL,
    "commitment_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "status" TEXT,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_term_pkey" PRIMARY KEY ("connection_id","commitment_id")
);

-- AddForeignKey
ALTER TABLE "commitment_term" ADD CONSTRAINT "commitment_term_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;
