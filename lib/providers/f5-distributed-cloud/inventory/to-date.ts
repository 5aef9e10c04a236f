/** A moment as the API writes it; null when it gives none, or Go's zero time, which stands for none. */
export function toDate(text: string | null | undefined): Date | null {
  const at = text ? new Date(text) : null;
  return at === null || Number.isNaN(at.getTime()) || at.getUTCFullYear() <= 1 ? null : at;
}
