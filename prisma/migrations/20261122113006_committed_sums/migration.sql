-- All that names a commitment, by day: use over time is asked for far more often than that of one commitment.
ALTER TABLE cost_commitment_sum DROP CONSTRAINT cost_commitment_sum_cut;
ALTER TABLE cost_commitment_sum ADD CONSTRAINT cost_commitment_sum_cut CHECK (cut IN ('whole', 'service', 'region', 'gpu-model', 'committed', 'commitment'));
ALTER TABLE cost_commitment_sum DROP CONSTRAINT cost_commitment_sum_value;
ALTER TABLE cost_commitment_sum ADD CONSTRAINT cost_commitment_sum_value CHECK (cut NOT IN ('whole', 'committed') OR value IS NULL);
