import { slurmCluster } from '../world/slurm/cluster';
import { type DataParserVersion, nameOf, release } from './versions';

/** Which plugin of slurmrestd answers. */
export type Plugin = 'slurmctld' | 'slurmdbd';

/** An error within an answer. */
export interface SlurmFault {
  number: number;
  error: string;
  description: string;
  source: string;
}

/** What surrounds every answer: who answers, and what went wrong. */
export function toEnvelope(
  version: DataParserVersion,
  plugin: Plugin,
  errors: readonly SlurmFault[] = [],
  warnings: readonly { description: string; source: string }[] = [],
): Record<string, unknown> {
  if (version === 38) return { meta: firstMeta(plugin), errors: errors.map((fault) => firstError(fault)) };
  return {
    meta: version === 39 ? secondMeta(plugin) : laterMeta(version, plugin),
    errors: errors.map(({ number, error, description, source }) => ({
      description,
      error_number: number,
      error,
      source,
    })),
    warnings,
  };
}

const numericVersion = {
  major: Number(release.major),
  micro: Number(release.micro),
  minor: Number(release.minor),
};

function firstError({ number, error, description, source }: SlurmFault) {
  return { description, error_number: number, error, source, errno: number };
}

function firstMeta(plugin: Plugin) {
  const type = plugin === 'slurmctld' ? 'v0.0.38' : 'dbv0.0.38';
  return {
    plugin: { type: `openapi/${type}`, name: `Slurm OpenAPI ${type}` },
    Slurm: { version: numericVersion, release: release.name },
  };
}

function secondMeta(plugin: Plugin) {
  const type = plugin === 'slurmctld' ? 'v0.0.39' : 'dbv0.0.39';
  return {
    plugin: { type: `openapi/${type}`, name: `Slurm OpenAPI ${type}`, data_parser: 'v0.0.39' },
    client: { source: '[127.0.0.1]:0' },
    Slurm: { version: numericVersion, release: release.name },
  };
}

function laterMeta(version: DataParserVersion, plugin: Plugin) {
  return {
    plugin: {
      type: `openapi/${plugin}`,
      name: `Slurm OpenAPI ${plugin}`,
      data_parser: `data_parser/${nameOf(version)}`,
      accounting_storage: 'accounting_storage/slurmdbd',
    },
    client: { source: '[127.0.0.1]:0(fd:9)', user: 'slurmrest', group: 'slurmrest' },
    command: [],
    slurm: {
      version: { major: release.major, micro: release.micro, minor: release.minor },
      release: release.name,
      cluster: slurmCluster,
    },
  };
}
