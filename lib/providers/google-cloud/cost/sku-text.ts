/** What Google's SKUs say and the export tells nowhere else, in DuckDB's SQL, of texts such as `Nvidia H100 80GB GPU attached to Spot Preemptible VMs`. */

export const isSpot = (text: string) => `regexp_matches(${text}, '(?i)\\b(spot|preemptible)\\b')`;

/** The fee of a commitment, not what is used of it. */
export const isCommitmentFee = (text: string) => `regexp_matches(${text}, '(?i)^commitment\\b')`;
