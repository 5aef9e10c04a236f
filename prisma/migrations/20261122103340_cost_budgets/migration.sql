-- CreateTable
CREATE TABLE "cost_budget" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "cost_budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_budget_version" (
    "budget_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "metric" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "amount" DECIMAL(38,24) NOT NULL,
    "overrides" JSONB NOT NULL DEFAULT '[]',
    "actual_thresholds" INTEGER[],
    "probability_thresholds" INTEGER[],
    "owner" TEXT,
    "notify" TEXT[],

    CONSTRAINT "cost_budget_version_pkey" PRIMARY KEY ("budget_id","version")
);

-- CreateTable
CREATE TABLE "cost_budget_alert" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "budget_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "period_start" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    "amount" DECIMAL(38,24) NOT NULL,
    "spent" DECIMAL(38,24),
    "probability" DECIMAL(5,2),
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "known" JSONB NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,

    CONSTRAINT "cost_budget_alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cost_budget_alert_budget_id_period_start_kind_threshold_key" ON "cost_budget_alert"("budget_id", "period_start", "kind", "threshold");

-- AddForeignKey
ALTER TABLE "cost_budget_version" ADD CONSTRAINT "cost_budget_version_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "cost_budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_budget_alert" ADD CONSTRAINT "cost_budget_alert_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "cost_budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE cost_budget
    ADD CONSTRAINT cost_budget_version_number CHECK (version >= 1);
ALTER TABLE cost_budget_version
    ADD CONSTRAINT cost_budget_version_follows CHECK (version >= 1),
    ADD CONSTRAINT cost_budget_version_name CHECK (btrim(name) <> ''),
    ADD CONSTRAINT cost_budget_version_amount CHECK (amount > 0),
    ADD CONSTRAINT cost_budget_version_currency CHECK (currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT cost_budget_version_metric CHECK (metric IN ('billed', 'effective', 'list', 'contracted')),
    ADD CONSTRAINT cost_budget_version_basis CHECK (basis IN ('billed', 'provider-estimate', 'own-estimate')),
    ADD CONSTRAINT cost_budget_version_period CHECK (period IN ('month', 'quarter', 'year')),
    ADD CONSTRAINT cost_budget_version_documents
      CHECK (jsonb_typeof(filters) = 'object' AND jsonb_typeof(overrides) = 'array'),
    ADD CONSTRAINT cost_budget_version_thresholds
      CHECK (1 <= ALL (actual_thresholds) AND 1000 >= ALL (actual_thresholds)
        AND 1 <= ALL (probability_thresholds) AND 99 >= ALL (probability_thresholds));
ALTER TABLE cost_budget_alert
    ADD CONSTRAINT cost_budget_alert_version_fkey FOREIGN KEY (budget_id, version)
      REFERENCES cost_budget_version (budget_id, version) ON DELETE RESTRICT ON UPDATE RESTRICT,
    ADD CONSTRAINT cost_budget_alert_period CHECK (extract(day FROM period_start) = 1),
    ADD CONSTRAINT cost_budget_alert_kind CHECK (
      (kind = 'actual' AND spent IS NOT NULL AND probability IS NULL)
      OR (kind = 'probability' AND probability BETWEEN 0 AND 100)),
    ADD CONSTRAINT cost_budget_alert_threshold CHECK (threshold >= 1),
    ADD CONSTRAINT cost_budget_alert_amount CHECK (amount > 0),
    ADD CONSTRAINT cost_budget_alert_acknowledged CHECK (num_nonnulls(acknowledged_at, acknowledged_by) <> 1);

CREATE FUNCTION refuse_cost_budget_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'budgets are archived and their versions only ever added' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER cost_budget_is_never_deleted BEFORE DELETE ON cost_budget
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_budget_change();
CREATE TRIGGER cost_budget_version_is_append_only BEFORE UPDATE OR DELETE ON cost_budget_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_budget_change();

-- An alert stands as it was raised: it can be acknowledged, once, and nothing else of it changes.
CREATE FUNCTION keep_cost_budget_alert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.acknowledged_at IS NULL
    AND to_jsonb(NEW) - 'acknowledged_at' - 'acknowledged_by' = to_jsonb(OLD) - 'acknowledged_at' - 'acknowledged_by'
  THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an alert of a budget stands as it was raised' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER cost_budget_alert_stands BEFORE UPDATE OR DELETE ON cost_budget_alert
  FOR EACH ROW EXECUTE FUNCTION keep_cost_budget_alert();
