/** A series of packets dropped, as far as it says what it counts. */
interface DropSeries {
  connectionId: string | null;
  definition: string;
  attributes: Readonly<Record<string, string>>;
}

/**
 * Whether a series counts packets dropped for one reason, and `counted`, a series that was measured, counts another reason of the
 * same. Where one count is split by reasons a source lists those that there are: one that is not listed was the reason of none.
 */
export function isOtherReason(series: DropSeries, counted: DropSeries): boolean {
  return series.attributes.reason !== undefined && toCount(series) === toCount(counted);
}

function toCount({ connectionId, definition, attributes: { reason: _, ...others } }: DropSeries): string {
  return JSON.stringify([connectionId, definition, Object.entries(others).sort()]);
}
