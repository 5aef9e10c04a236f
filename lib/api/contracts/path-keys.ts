/** The stretches of time ways are told over, all up to now. */
export const pathStretches = ['15m', '1h', '24h', '7d', '30d'] as const;
export type PathStretch = (typeof pathStretches)[number];

/** Who measures ways: agents of ours, an exporter (Prometheus's blackbox), a monitor (Azure Connection Monitor). */
export const pathSources = ['agent', 'exporter', 'monitor'] as const;
export type PathSource = (typeof pathSources)[number];

/** What a way is told by and held against what is usual. */
export const pathQualities = ['p50', 'p95', 'loss', 'jitter'] as const;
export type PathQuality = (typeof pathQualities)[number];
