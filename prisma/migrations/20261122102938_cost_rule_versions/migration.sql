-- CreateTable
CREATE TABLE "cost_rule_version" (
    "number" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "cost_rule_version_pkey" PRIMARY KEY ("number")
);

ALTER TABLE cost_rule_version
    ADD CONSTRAINT cost_rule_version_comment CHECK (btrim(comment) <> ''),
    ADD CONSTRAINT cost_rule_version_document CHECK (jsonb_typeof(document) = 'object');

CREATE FUNCTION refuse_cost_rule_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions of cost rules are only ever added' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER cost_rule_version_is_append_only BEFORE UPDATE OR DELETE ON cost_rule_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_rule_change();
CREATE TRIGGER cost_rule_version_is_never_truncated BEFORE TRUNCATE ON cost_rule_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_cost_rule_change();

-- Each version has the next number and is no older than the one before it: which was in force at an instant is certain.
CREATE FUNCTION check_cost_rule_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last cost_rule_version;
BEGIN
  SELECT * INTO last FROM cost_rule_version ORDER BY number DESC LIMIT 1;
  IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.created_at < last.created_at THEN
    RAISE EXCEPTION 'a version of cost rules follows the one before it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER cost_rule_version_follows BEFORE INSERT ON cost_rule_version
  FOR EACH ROW EXECUTE FUNCTION check_cost_rule_order();
