-- The rows that a close counted lie in the files of its deliveries: which they are stays as it was, as the deliveries do.
CREATE FUNCTION keep_closed_cost_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND EXISTS (SELECT FROM cost_close_delivery WHERE delivery_id = OLD.delivery_id))
    OR (TG_OP <> 'DELETE' AND EXISTS (SELECT FROM cost_close_delivery WHERE delivery_id = NEW.delivery_id)) THEN
    RAISE EXCEPTION 'the files of a delivery that a closed month counts are kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER cost_file_of_a_close_is_kept BEFORE INSERT OR UPDATE OR DELETE ON cost_file
  FOR EACH ROW EXECUTE FUNCTION keep_closed_cost_file();

CREATE FUNCTION keep_closed_cost_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM cost_close_delivery) THEN
    RAISE EXCEPTION 'a delivery that a closed month counts is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER cost_deliveries_of_a_close_are_kept BEFORE TRUNCATE ON cost_delivery
  FOR EACH STATEMENT EXECUTE FUNCTION keep_closed_cost_deliveries();
CREATE TRIGGER cost_files_of_a_close_are_kept BEFORE TRUNCATE ON cost_file
  FOR EACH STATEMENT EXECUTE FUNCTION keep_closed_cost_deliveries();

CREATE TRIGGER cost_anomaly_feedback_is_never_truncated BEFORE TRUNCATE ON cost_anomaly_feedback
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_anomaly_feedback_change();
