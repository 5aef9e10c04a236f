import { operations } from './operations';
import { dataParserVersions, nameOf, release } from './versions';

/** The document that says which paths and versions there are. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const version of dataParserVersions) {
    for (const { plugin, path, name, since } of operations) {
      if (version < since) continue;
      const tag = plugin === 'slurmctld' ? 'slurm' : 'slurmdb';
      paths[`/${tag}/${nameOf(version)}/${path}`] = {
        get: {
          tags: [tag],
          operationId: `${tag}_v${String(version).padStart(4, '0')}_get_${name}`,
          responses: { default: { description: name } },
        },
      };
    }
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Slurm REST API',
      description: 'API to access and control Slurm',
      version: `Slurm-${release.name}`,
      'x-slurm': {
        version: { major: release.major, micro: release.micro, minor: release.minor },
        release: release.name,
        data_parsers: dataParserVersions
          .filter((version) => version >= 39)
          .map((version) => ({ plugin: nameOf(version), flags: ['NONE'] })),
        openapi: ['openapi/slurmctld', 'openapi/slurmdbd'],
      },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'slurm' }, { name: 'slurmdb' }, { name: 'openapi' }],
    security: [{ user: [], token: [] }, { token: [] }, { bearerAuth: [] }, {}],
    paths,
    components: {
      securitySchemes: {
        user: { type: 'apiKey', name: 'X-SLURM-USER-NAME', in: 'header' },
        token: { type: 'apiKey', name: 'X-SLURM-USER-TOKEN', in: 'header' },
        bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}
