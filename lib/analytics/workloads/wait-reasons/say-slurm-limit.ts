import type { SaidReason } from './said-reason';

const limitCode =
  /^(Assoc|QOS)?(Grp|Max|Min)(BB|Billing|Cpu|CPU|Energy|GRES|SubmitJobs?|Jobs?|License|Memory|Mem|Node|Unknown|WallDuration|Wall)(RunMinutes|Minutes)?(PerJob|PerNode|PerUser|PerAccount)?(?:Limit|NotSatisfied)?$/;

const things: Readonly<Record<string, string>> = {
  BB: 'burst buffer space',
  Billing: 'billing units',
  Cpu: 'CPUs',
  CPU: 'CPUs',
  Energy: 'energy',
  GRES: 'GPUs or other devices',
  License: 'licences',
  Memory: 'memory',
  Mem: 'memory',
  Node: 'nodes',
  Unknown: 'units of a resource that Slurm does not name',
};

const whoRaises = 'whoever keeps the Slurm accounts can raise the limit';
const itself = `It starts by itself when some of that work ends; ${whoRaises}.`;
const neverAsItIs = `It will not start as it is: ask for less, or ${whoRaises}.`;

/**
 * A limit of Slurm's accounting in words: of the association (`Assoc…`), which is a user within an account, or of the QOS;
 * null for a code that names none. `Grp` limits all work together, `Max` one job, node, user or account.
 */
export function sayLimit(code: string): SaidReason | null {
  const parts = limitCode.exec(code);
  if (parts === null) return null;
  const [, scope, reach, what = '', minutes, per] = parts;
  const where = scope === 'Assoc' ? 'its Slurm account' : 'its quality of service (QOS)';
  const thing = things[what] ?? what;
  if (reach === 'Min')
    return { words: `A job under ${where} must ask for more ${thing} than it does.`, remedy: askMore };
  const holder = reach === 'Grp' ? `All work of ${where} together` : holders[per ?? 'PerUser'];
  if (what.startsWith('Submit'))
    return {
      words: `${holder ?? 'Its user'} already has as many jobs queued and running as ${where} allows.`,
      remedy: itself,
    };
  if (what.startsWith('Job'))
    return { words: `${holder ?? 'Its user'} already runs as many jobs as ${where} allows.`, remedy: itself };
  if (what.startsWith('Wall')) return sayWall(reach, where);
  if (reach === 'Grp') return sayTogether(where, thing, minutes);
  return sayEach(where, thing, minutes, per);
}

const askMore = 'It will not start as it is: ask for more, or choose another QOS.';
const holders: Readonly<Record<string, string>> = { PerUser: 'Its user', PerAccount: 'Its account' };

function sayWall(reach: string | undefined, where: string): SaidReason {
  if (reach === 'Grp')
    return { words: `The running jobs of ${where} together already ask for as much time as they may.`, remedy: itself };
  return {
    words: `Its time limit is longer than a job under ${where} may run.`,
    remedy: `It will not start as it is: ask for less time, or ${whoRaises}.`,
  };
}

function sayTogether(where: string, thing: string, minutes: string | undefined): SaidReason {
  if (minutes === 'Minutes')
    return {
      words: `All work of ${where} has used up the time on ${thing} that it was given.`,
      remedy: `It starts when the usage has decayed or is reset; ${whoRaises}.`,
    };
  if (minutes === 'RunMinutes')
    return {
      words: `The running work of ${where} has as much time on ${thing} still ahead of it as it may.`,
      remedy: itself,
    };
  return { words: `All work of ${where} together already has all the ${thing} that it may have.`, remedy: itself };
}

function sayEach(where: string, thing: string, minutes: string | undefined, per: string | undefined): SaidReason {
  const holder = holders[per ?? ''];
  if (holder !== undefined)
    return {
      words: `${holder} already has, or with this job would have, more ${thing} than ${where} allows.`,
      remedy: itself,
    };
  if (minutes !== undefined)
    return {
      words: `${thing} times its time limit come to more than one job under ${where} may use.`.replace(/^./, (first) =>
        first.toUpperCase(),
      ),
      remedy: `It will not start as it is: ask for less or for less time, or ${whoRaises}.`,
    };
  const place = per === 'PerNode' ? 'on one node than a job' : 'than one job';
  return { words: `It asks for more ${thing} ${place} under ${where} may have.`, remedy: neverAsItIs };
}
