import type { Labels } from './labels';

/** One series of DCGM's exporter as a Prometheus serves it. */
export interface ExporterSeries {
  /** `__name__`, e.g. `DCGM_FI_DEV_GPU_UTIL`. */
  name: string;
  labels: Labels;
  /** Values as their text, so that none is rounded before it is judged. */
  samples: readonly { at: Date; value: string }[];
}
