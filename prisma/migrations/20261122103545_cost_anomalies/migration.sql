-- CreateTable
CREATE TABLE "cost_anomaly" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "identity" TEXT NOT NULL,
    "provider" TEXT,
    "currency" TEXT,
    "basis" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT,
    "rhythm" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "actual" DECIMAL(38,24) NOT NULL,
    "expected" DECIMAL(38,24) NOT NULL,
    "expected_low" DECIMAL(38,24) NOT NULL,
    "expected_high" DECIMAL(38,24) NOT NULL,
    "impact" DECIMAL(38,24) NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "course" JSONB NOT NULL,
    "cause" JSONB,
    "cause_of" TEXT,
    "part_of" UUID,
    "state" TEXT NOT NULL DEFAULT 'open',
    "expected_by" UUID,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_anomaly_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_anomaly_feedback" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "anomaly_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,
    "actor_label" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "comment" TEXT,

    CONSTRAINT "cost_anomaly_feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_anomaly_pass" (
    "id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "judged_of" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,

    CONSTRAINT "cost_anomaly_pass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_tag_keys" (
    "delivery_id" UUID NOT NULL,
    "keys" TEXT[],

    CONSTRAINT "cost_tag_keys_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cost_anomaly_identity_key" ON "cost_anomaly"("identity");

-- CreateIndex
CREATE INDEX "cost_anomaly_state_to_day_idx" ON "cost_anomaly"("state", "to_day");

-- CreateIndex
CREATE INDEX "cost_anomaly_feedback_anomaly_id_at_idx" ON "cost_anomaly_feedback"("anomaly_id", "at");

-- AddForeignKey
ALTER TABLE "cost_anomaly" ADD CONSTRAINT "cost_anomaly_part_of_fkey" FOREIGN KEY ("part_of") REFERENCES "cost_anomaly"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_anomaly" ADD CONSTRAINT "cost_anomaly_expected_by_fkey" FOREIGN KEY ("expected_by") REFERENCES "cost_anomaly"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_anomaly_feedback" ADD CONSTRAINT "cost_anomaly_feedback_anomaly_id_fkey" FOREIGN KEY ("anomaly_id") REFERENCES "cost_anomaly"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_tag_keys" ADD CONSTRAINT "cost_tag_keys_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE cost_anomaly
    ADD CONSTRAINT cost_anomaly_basis CHECK (basis IN ('billed', 'provider-estimate', 'own-estimate')),
    ADD CONSTRAINT cost_anomaly_metric CHECK (metric IN ('billed', 'effective', 'list', 'contracted')),
    ADD CONSTRAINT cost_anomaly_rhythm CHECK (rhythm IN ('daily', 'monthly')),
    ADD CONSTRAINT cost_anomaly_kind CHECK (kind IN ('spike', 'drop', 'shift', 'new')),
    ADD CONSTRAINT cost_anomaly_state CHECK (state IN ('open', 'acknowledged', 'expected', 'mistaken', 'restated')),
    ADD CONSTRAINT cost_anomaly_days CHECK (from_day <= to_day),
    ADD CONSTRAINT cost_anomaly_range CHECK (expected_low <= expected AND expected <= expected_high),
    ADD CONSTRAINT cost_anomaly_impact CHECK (impact = actual - expected AND impact <> 0),
    ADD CONSTRAINT cost_anomaly_score CHECK (score > 0 AND score <= 100),
    ADD CONSTRAINT cost_anomaly_no_part_of_itself CHECK (part_of <> id),
    ADD CONSTRAINT cost_anomaly_like_is_expected CHECK (expected_by IS NULL OR expected_by <> id);
ALTER TABLE cost_anomaly_feedback
    ADD CONSTRAINT cost_anomaly_feedback_verdict CHECK (verdict IN ('acknowledged', 'expected', 'mistaken')),
    ADD CONSTRAINT cost_anomaly_feedback_comment CHECK (comment <> '');
ALTER TABLE cost_anomaly_pass
    ADD CONSTRAINT cost_anomaly_pass_is_one CHECK (id = 1);

CREATE FUNCTION refuse_anomaly_feedback_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what people said of an anomaly is only ever added to' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER cost_anomaly_feedback_is_append_only BEFORE UPDATE OR DELETE ON cost_anomaly_feedback
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_anomaly_feedback_change();
