import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import * as plan from '@/app/api/v1/probes/plan/route';
import * as results from '@/app/api/v1/probes/results/route';
import type { RouteHandler } from '@/lib/api/server/route-definition';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { PlainError } from '@/lib/cli/plain-error';
import { type Database, sharedDatabase } from '@/lib/store/database/database';
import { migrate } from '@/lib/store/database/migrate';

/** The part of a console that agents talk to, over TLS. */
export interface ServedConsole {
  url: string;
  /** File of the certificate that agents must trust. */
  certificateFile: string;
  database: Database;
  close(): Promise<void>;
}

const handlers: Record<string, RouteHandler> = {
  'GET /api/v1/probes/plan': plan.GET,
  'POST /api/v1/probes/results': results.POST,
};

/** Serves the routes that agents ask, over the database at this address. */
export async function serveConsole(databaseUrl: string, host: string): Promise<ServedConsole> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-probes-'));
  const anchor = join(folder, 'audit-head.json');
  const { key, certificate } = await makeIdentity(host);
  const certificateFile = join(folder, 'console.pem');
  await writeFile(certificateFile, certificate);
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
    MILLWRIGHT_URL: `https://${host}`,
    MILLWRIGHT_DATA_DIR: folder,
    MILLWRIGHT_AUDIT_ANCHOR: anchor,
    MILLWRIGHT_METRICS_PORT: 'off',
  });
  await migrate(databaseUrl);
  const database = sharedDatabase();
  await advanceAnchor(database, anchor);
  const server = createServer({ key, cert: certificate }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', `https://${host}`);
    const handler = handlers[`${request.method} ${url.pathname}`];
    if (handler === undefined) return void response.writeHead(404).end();
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === 'string') headers.set(name, value);
    const body = request.method === 'POST' ? Buffer.concat(chunks) : undefined;
    const answer = await handler(new Request(url, { method: request.method, headers, body }), {
      params: Promise.resolve({}),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new PlainError('The console has no port.');
  return {
    url: `https://${host}:${address.port}`,
    certificateFile,
    database,
    async close() {
      server.close();
      server.closeAllConnections();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeIdentity(host: string): Promise<{ key: string; certificate: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Millwright peer check',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
    extensions: [new SubjectAlternativeNameExtension([{ type: 'ip', value: host }])],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: PemConverter.encode(pkcs8, 'PRIVATE KEY'), certificate: certificate.toString('pem') };
}
