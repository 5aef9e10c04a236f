import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import { findFreePort } from '../../processes/free-port';
import { waitUntil } from '../../processes/wait-until';
import { type Had, unpackDebian } from '../debian/unpack-debian';
import { buildKubeApiserver } from './build-kube-apiserver';

/** A real API server over etcd, with no kubelet or controller: objects stay as they are put. */
export interface Kubernetes {
  server: string;
  /** PEM of what signed the server's certificate. */
  caCertificate: string;
  /** Calls as the cluster's administrator; throws on any answer that is no success. */
  call(method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const startsWithinMs = 120_000;

/** The programs it takes, or why they are not to be had. */
export async function findKubernetes(): Promise<Had<{ etcd: string; apiserver: string }>> {
  const unpacked = await unpackDebian(['etcd-server']);
  if ('missing' in unpacked) return unpacked;
  const apiserver = await buildKubeApiserver();
  if ('missing' in apiserver) return apiserver;
  return { had: { etcd: join(unpacked.had.root, 'usr', 'bin', 'etcd'), apiserver: apiserver.had } };
}

/** Starts both on free loopback ports, their files in a folder that goes when they stop. */
export async function startKubernetes(programs: { etcd: string; apiserver: string }): Promise<Kubernetes> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-kubernetes-'));
  const [etcdPort, peerPort, port] = [await freePort(12_379), await freePort(12_479), await freePort(16_443)];
  const etcdUrl = `http://${host}:${etcdPort}`;
  const admin = randomBytes(24).toString('hex');
  await writeFile(join(folder, 'tokens.csv'), `${admin},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(join(folder, 'accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  await writeFile(join(folder, 'accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }));

  const options = { reject: false, stdio: 'ignore', cleanup: true } as const;
  const etcd = execa(
    programs.etcd,
    [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${etcdUrl}`,
      `--advertise-client-urls=${etcdUrl}`,
      `--listen-peer-urls=http://${host}:${peerPort}`,
    ],
    options,
  );
  const apiserver = execa(
    programs.apiserver,
    [
      `--etcd-servers=${etcdUrl}`,
      `--bind-address=${host}`,
      `--secure-port=${port}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--disable-admission-plugins=ServiceAccount',
      '--service-cluster-ip-range=10.96.0.0/24',
      `--service-account-key-file=${join(folder, 'accounts.pub')}`,
      `--service-account-signing-key-file=${join(folder, 'accounts.key')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
    ],
    options,
  );
  const stop = async () => {
    apiserver.kill();
    await apiserver;
    etcd.kill();
    await etcd;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const certificate = join(folder, 'certificates', 'apiserver.crt');
    let caCertificate = '';
    const ready = async () => {
      caCertificate = await readFile(certificate, 'utf8').catch(() => '');
      if (caCertificate === '') return false;
      const answer = await send({ port, caCertificate, token: admin }, 'GET', '/readyz').catch(() => null);
      return answer?.status === 200;
    };
    await waitUntil('kube-apiserver', ready, startsWithinMs);
    return {
      server: `https://${host}:${port}`,
      caCertificate,
      async call(method, path, body) {
        const answer = await send({ port, caCertificate, token: admin }, method, path, body);
        if (answer.status >= 300)
          throw new PlainError(`${method} ${path} was answered with ${answer.status}: ${answer.text}`);
        return JSON.parse(answer.text);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort(from: number): Promise<number> {
  const port = await findFreePort(from, host);
  if (port === null) throw new PlainError('There is no free port for Kubernetes.');
  return port;
}

interface Caller {
  port: number;
  caCertificate: string;
  token: string;
}

function send(
  { port, caCertificate, token }: Caller,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  const sent = request({ host, port, path, method, headers, ca: caCertificate, timeout: 10_000 }, async (answer) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(Buffer.from(chunk));
      const { statusCode: status } = answer;
      if (status === undefined) throw new PlainError(`${method} ${path} was answered without a status.`);
      resolve({ status, text: Buffer.concat(chunks).toString('utf8') });
    } catch (error) {
      reject(error);
    }
  });
  sent.on('error', reject);
  sent.on('timeout', () => sent.destroy(new Error('no answer')));
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  return promise;
}
