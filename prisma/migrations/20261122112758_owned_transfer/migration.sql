-- Whose data it was stands apart from which way it went, so that what everybody sees is summed from far fewer rows.
ALTER TABLE cost_transfer_sum DROP CONSTRAINT cost_transfer_sum_cut;
ALTER TABLE cost_transfer_sum ADD CONSTRAINT cost_transfer_sum_cut CHECK (cut IN ('pair', 'owned', 'kind'));
