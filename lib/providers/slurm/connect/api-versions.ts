/** The versions of the API that Millwright speaks, newest first. Slurm serves three to six of them at a time. */
export const apiVersions = [
  'v0.0.46',
  'v0.0.45',
  'v0.0.44',
  'v0.0.43',
  'v0.0.42',
  'v0.0.41',
  'v0.0.40',
  'v0.0.39',
  'v0.0.38',
] as const;
export type ApiVersion = (typeof apiVersions)[number];
