/** The power of one device over the hours of a day as one source measured it. */
export interface DevicePower {
  /** The device's UUID or index on its node. */
  device: string;
  /** By hour of the day: the sum of its samples in watts, and how many there are. */
  sum: Float64Array;
  count: Float64Array;
}

/** Hours of a day in which a device must have been measured, so that its mean stands for the day. */
export const leastHours = 20;

/** What the devices of a node drew over a day. */
export interface MeanPower {
  /** The mean of all of them together, in thousandths of a watt. */
  milliwatts: bigint;
  /** Hours of devices in which they were measured: what tells a fuller measurement of the same day. */
  hours: number;
}

/**
 * The mean power of all devices of a node over a day. Of a device that several sources measured the one with the most hours
 * counts. Null: fewer or more devices were measured well enough than the node has.
 */
export function toMeanPower(series: readonly DevicePower[], gpuCount: number): MeanPower | null {
  const means = new Map<string, { hours: number; watts: number }>();
  for (const { device, sum, count } of series) {
    const hourly = [...count].flatMap((samples, hour) => (samples > 0 ? [(sum[hour] ?? Number.NaN) / samples] : []));
    const hours = hourly.length;
    const known = means.get(device);
    if (hours < leastHours || (known !== undefined && known.hours >= hours)) continue;
    means.set(device, { hours, watts: hourly.reduce((total, watts) => total + watts, 0) / hours });
  }
  if (means.size !== gpuCount || gpuCount === 0) return null;
  const devices = [...means.values()];
  const watts = devices.reduce((total, mean) => total + mean.watts, 0);
  if (!Number.isFinite(watts) || watts < 0) return null;
  const hours = devices.reduce((total, mean) => total + mean.hours, 0);
  return { milliwatts: BigInt(Math.round(watts * 1_000)), hours };
}
