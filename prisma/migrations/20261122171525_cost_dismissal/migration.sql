-- CreateTable
CREATE TABLE "cost_dismissal" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "delivery_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT NOT NULL,
    "is_dismissed" BOOLEAN NOT NULL,
    "reason" TEXT,

    CONSTRAINT "cost_dismissal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cost_dismissal_delivery_id_decided_at_key" ON "cost_dismissal"("delivery_id", "decided_at");

-- AddForeignKey
ALTER TABLE "cost_dismissal" ADD CONSTRAINT "cost_dismissal_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


ALTER TABLE cost_dismissal
    ADD CONSTRAINT cost_dismissal_reason CHECK (is_dismissed = (reason IS NOT NULL) AND btrim(reason) <> '');
CREATE TRIGGER cost_dismissal_is_append_only BEFORE UPDATE OR DELETE ON cost_dismissal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_close_change();
