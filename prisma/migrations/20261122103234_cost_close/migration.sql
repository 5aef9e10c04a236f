-- CreateTable
CREATE TABLE "cost_close" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "billing_month" DATE NOT NULL,
    "number" INTEGER NOT NULL,
    "follows" UUID,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "override_reason" TEXT,
    "checklist" JSONB NOT NULL,
    "rule_version" INTEGER,
    "rates" JSONB NOT NULL DEFAULT '[]',
    "charge_days" JSONB NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "cost_close_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_close_reopening" (
    "close_id" UUID NOT NULL,
    "reopened_at" TIMESTAMPTZ(3) NOT NULL,
    "reopened_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "cost_close_reopening_pkey" PRIMARY KEY ("close_id")
);

-- CreateTable
CREATE TABLE "cost_close_delivery" (
    "close_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "coverage" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "rows" BIGINT NOT NULL,
    "attribution" JSONB NOT NULL,
    "tag_keys" JSONB NOT NULL,

    CONSTRAINT "cost_close_delivery_pkey" PRIMARY KEY ("close_id","delivery_id")
);

-- CreateTable
CREATE TABLE "cost_close_line" (
    "close_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "currency" TEXT,
    "provider" TEXT,
    "billing_account" TEXT,
    "service" TEXT,
    "charge_category" TEXT,
    "team" TEXT,
    "site" TEXT,
    "rows" BIGINT NOT NULL,
    "billed" DECIMAL(38,24),
    "effective" DECIMAL(38,24),
    "list" DECIMAL(38,24),
    "contracted" DECIMAL(38,24),
    "untold_billed" BIGINT NOT NULL,
    "untold_effective" BIGINT NOT NULL,
    "untold_list" BIGINT NOT NULL,
    "untold_contracted" BIGINT NOT NULL,

    CONSTRAINT "cost_close_line_pkey" PRIMARY KEY ("close_id","position")
);

-- CreateTable
CREATE TABLE "cost_close_difference" (
    "close_id" UUID NOT NULL,
    "state_hash" BYTEA NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "cost_close_difference_pkey" PRIMARY KEY ("close_id","state_hash")
);

-- CreateTable
CREATE TABLE "cost_invoice" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "provider" TEXT NOT NULL,
    "invoice_number" TEXT NOT NULL,
    "billing_account" TEXT NOT NULL,
    "billing_month" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" DECIMAL(38,24) NOT NULL,
    "tax" DECIMAL(38,24),
    "issued_on" DATE,
    "document_name" TEXT,
    "document_hash" BYTEA,
    "comment" TEXT NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" TEXT NOT NULL,
    "replaces" UUID,

    CONSTRAINT "cost_invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_remainder_note" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "billing_month" DATE NOT NULL,
    "provider" TEXT NOT NULL,
    "billing_account" TEXT NOT NULL,
    "invoice_number" TEXT,
    "currency" TEXT NOT NULL,
    "remainder" DECIMAL(38,24) NOT NULL,
    "explanation" TEXT NOT NULL,
    "explained_at" TIMESTAMPTZ(3) NOT NULL,
    "explained_by" TEXT NOT NULL,

    CONSTRAINT "cost_remainder_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cost_close_follows_key" ON "cost_close"("follows");

-- CreateIndex
CREATE UNIQUE INDEX "cost_close_billing_month_number_key" ON "cost_close"("billing_month", "number");

-- CreateIndex
CREATE INDEX "cost_close_delivery_delivery_id_idx" ON "cost_close_delivery"("delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "cost_invoice_replaces_key" ON "cost_invoice"("replaces");

-- CreateIndex
CREATE INDEX "cost_invoice_billing_month_idx" ON "cost_invoice"("billing_month");

-- CreateIndex
CREATE INDEX "cost_remainder_note_billing_month_idx" ON "cost_remainder_note"("billing_month");

-- AddForeignKey
ALTER TABLE "cost_close_reopening" ADD CONSTRAINT "cost_close_reopening_close_id_fkey" FOREIGN KEY ("close_id") REFERENCES "cost_close"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_close_delivery" ADD CONSTRAINT "cost_close_delivery_close_id_fkey" FOREIGN KEY ("close_id") REFERENCES "cost_close"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_close_line" ADD CONSTRAINT "cost_close_line_close_id_fkey" FOREIGN KEY ("close_id") REFERENCES "cost_close"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_close_difference" ADD CONSTRAINT "cost_close_difference_close_id_fkey" FOREIGN KEY ("close_id") REFERENCES "cost_close"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE cost_close
    ADD CONSTRAINT cost_close_month CHECK (extract(day FROM billing_month) = 1),
    ADD CONSTRAINT cost_close_of_a_past_month
      CHECK (as_of >= (billing_month + interval '1 month') AT TIME ZONE 'UTC' AND closed_at >= as_of),
    ADD CONSTRAINT cost_close_number CHECK (number >= 1 AND (number = 1) = (follows IS NULL)),
    ADD CONSTRAINT cost_close_override CHECK (btrim(override_reason) <> ''),
    ADD CONSTRAINT cost_close_digest CHECK (length(digest) = 32),
    ADD CONSTRAINT cost_close_follows_fkey FOREIGN KEY (follows) REFERENCES cost_close (id);
ALTER TABLE cost_close_reopening
    ADD CONSTRAINT cost_close_reopening_reason CHECK (btrim(reason) <> '');
ALTER TABLE cost_invoice
    ADD CONSTRAINT cost_invoice_month CHECK (extract(day FROM billing_month) = 1),
    ADD CONSTRAINT cost_invoice_currency CHECK (currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT cost_invoice_number CHECK (btrim(invoice_number) <> '' AND btrim(billing_account) <> ''),
    ADD CONSTRAINT cost_invoice_document CHECK (document_hash IS NULL OR length(document_hash) = 32),
    ADD CONSTRAINT cost_invoice_withdrawal CHECK (NOT is_withdrawn OR replaces IS NOT NULL),
    ADD CONSTRAINT cost_invoice_replaces_fkey FOREIGN KEY (replaces) REFERENCES cost_invoice (id);
ALTER TABLE cost_remainder_note
    ADD CONSTRAINT cost_remainder_note_month CHECK (extract(day FROM billing_month) = 1),
    ADD CONSTRAINT cost_remainder_note_explanation CHECK (btrim(explanation) <> '');

-- An invoice is entered once; what comes after replaces what came before, so that one entry of it counts.
CREATE UNIQUE INDEX cost_invoice_first ON cost_invoice (provider, billing_account, invoice_number)
    WHERE replaces IS NULL;

CREATE FUNCTION refuse_cost_close_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what finance closed or entered is only ever added to' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER cost_close_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cost_close
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_close_change();
CREATE TRIGGER cost_close_reopening_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cost_close_reopening
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_close_change();
CREATE TRIGGER cost_close_delivery_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cost_close_delivery
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_close_change();
CREATE TRIGGER cost_close_line_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cost_close_line
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_close_change();
CREATE TRIGGER cost_invoice_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cost_invoice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_close_change();
CREATE TRIGGER cost_remainder_note_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cost_remainder_note
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_close_change();

-- A close is written in one transaction: nothing joins its snapshot later.
CREATE FUNCTION refuse_late_cost_close_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added JOIN cost_close ON cost_close.id = added.close_id
             WHERE cost_close.xmin <> pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'nothing is added to a close after it was made' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER cost_close_line_is_of_its_close AFTER INSERT ON cost_close_line REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_cost_close_part();
CREATE TRIGGER cost_close_delivery_is_of_its_close AFTER INSERT ON cost_close_delivery REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_cost_close_part();

-- What a close counted stays readable.
CREATE FUNCTION keep_closed_cost_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM cost_close_delivery WHERE delivery_id = OLD.id) THEN
    RAISE EXCEPTION 'a delivery that a closed month counts is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER cost_delivery_of_a_close_is_kept BEFORE DELETE ON cost_delivery
  FOR EACH ROW EXECUTE FUNCTION keep_closed_cost_delivery();
