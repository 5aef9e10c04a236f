/** A tenth of a percent is as fine as anybody looks. */
export function toPercent(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10;
}
