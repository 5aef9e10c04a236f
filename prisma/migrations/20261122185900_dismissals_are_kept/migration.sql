-- Of dismissals every one stays, also where all deliveries are emptied. Where there is none, nothing is lost.
CREATE FUNCTION keep_cost_dismissals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM cost_dismissal) THEN
    RAISE EXCEPTION 'what finance decided of refused bills is only ever added to' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER cost_dismissal_is_never_truncated BEFORE TRUNCATE ON cost_dismissal
  FOR EACH STATEMENT EXECUTE FUNCTION keep_cost_dismissals();
