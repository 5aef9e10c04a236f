/** One thing the doctor looked at. */
export interface Finding {
  /** What was looked at, in words. */
  title: string;
  /** `unknown`: it could not be told either way. */
  outcome: 'good' | 'bad' | 'unknown';
  detail: string;
  /** What to do about it; null when there is nothing to do. */
  remedy: string | null;
}
