import { verifyAudit } from '@/lib/audit/verify-audit';
import type { OpenConsole } from '../open-console';
import type { Finding } from './finding';

const requiredMajor = 24;

/** Looks at the Node that runs us. */
export function checkNode(): Finding {
  const major = Number.parseInt(process.versions.node, 10);
  return {
    title: 'Node',
    outcome: major >= requiredMajor ? 'good' : 'bad',
    detail: `Node ${process.versions.node} runs this command.`,
    remedy:
      major >= requiredMajor
        ? null
        : `Run it through npm: \`npm run -s millwright -- doctor\` brings Node ${requiredMajor}.`,
  };
}

/** Looks whether the key opens what is stored: every secret names the key it was sealed under. */
export async function checkKey({ config, database }: OpenConsole): Promise<Finding> {
  const held = [config.keys.current, ...config.keys.previous].map(({ version }) => version);
  const { rows } = await database.pool.query<{ secrets: string; locked: string; outdated: string }>(
    `select count(*) as secrets, count(*) filter (where not key_version = any($1)) as locked,
            count(*) filter (where key_version <> $2) as outdated from connection_secret`,
    [held, config.keys.current.version],
  );
  const [found] = rows;
  const locked = Number(found?.locked);
  const outdated = Number(found?.outdated);
  if (locked > 0)
    return {
      title: 'Key',
      outcome: 'bad',
      detail: `${locked} of ${found?.secrets} stored secrets were sealed under a key that is not here.`,
      remedy: 'Give the old key in MILLWRIGHT_PREVIOUS_KEYS_FILE, or enter those secrets again.',
    };
  return {
    title: 'Key',
    outcome: 'good',
    detail: `Opens all ${found?.secrets} stored secrets; ${outdated} are still sealed under an older key.`,
    remedy: null,
  };
}

/** Says what connections may reach besides public addresses. Having none is the safe state. */
export function checkEgress({ config }: OpenConsole): Finding {
  const networks = config.egressAllow;
  return {
    title: 'Egress',
    outcome: 'good',
    detail:
      networks.length === 0
        ? 'Connections reach public addresses only.'
        : `Besides public addresses, connections reach ${networks.join(', ')}.`,
    remedy: null,
  };
}

/** Walks the audit chain and compares it with the head kept outside the database. */
export async function checkAudit({ config, database }: OpenConsole): Promise<Finding> {
  const { intact, entries, fault, anchor } = await verifyAudit(database, config.auditAnchorPath);
  if (!intact)
    return {
      title: 'Audit record',
      outcome: 'bad',
      detail: fault ?? 'The record is not intact.',
      remedy:
        anchor === 'missing'
          ? 'Find out where that file went, bring it back, or make it again with “millwright audit anchor”.'
          : 'Keep the database as it is and find out who changed it.',
    };
  return {
    title: 'Audit record',
    outcome: 'good',
    detail:
      entries === 0
        ? 'Nothing is recorded yet.'
        : `${entries} entries, unbroken; the head kept outside the database agrees.`,
    remedy: null,
  };
}
