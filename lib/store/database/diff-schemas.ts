import { emptyFilter, openSchemaEngine } from './schema-engine';

/**
 * The SQL that takes a database from one schema.prisma to another; null when nothing differs. `from` null: empty.
 * The texts alone are compared; the engine wants a server all the same, to know its version.
 */
export async function diffSchemas(url: string, from: string | null, to: string): Promise<string | null> {
  const engine = await openSchemaEngine(url, to);
  try {
    const { exitCode, stdout } = await engine.schema.diff({
      from: from === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [toFile(from)] },
      to: { tag: 'schemaDatamodel', files: [toFile(to)] },
      script: true,
      exitCode: true,
      filters: emptyFilter,
    });
    return exitCode === 0 ? null : stdout;
  } finally {
    await engine.close();
  }
}

function toFile(content: string) {
  return { path: 'schema.prisma', content };
}
