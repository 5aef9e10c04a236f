import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { accounts } from '../../world/aws/geography';
import { defineOperation, wireInteger } from '../endpoint';
import { invalidQueryParameters } from '../query-refusals';
import { denied } from '../signature/refusals';
import { issueSession } from '../signature/sessions';

const rolePattern = /^arn:aws:iam::(\d{12}):role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]+)$/;

/** Opens a session of a role that trusts the caller and its external id; every other role is refused alike. */
export const assumeRole = defineOperation({
  name: 'AssumeRole',
  action: 'sts:AssumeRole',
  input: z.object({
    RoleArn: z.string().min(20).max(2048),
    RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
    ExternalId: z.string().min(2).max(1224).optional(),
    DurationSeconds: wireInteger.pipe(z.number().min(900).max(3600)).default(3600),
  }),
  invalid: invalidQueryParameters,
  run(call, { RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId, DurationSeconds: seconds }) {
    const { account, name } = readRoleArn(roleArn);
    const isKnown = Object.values(accounts).some(({ id }) => id === account) && name === call.trust.roleName;
    if (account === null || !isKnown || externalId !== call.trust.externalId) {
      throw denied(call.protocol, call.identity.arn, 'sts:AssumeRole', roleArn, '');
    }
    const userId = `AROA${account}${name.toUpperCase().replace(/[^A-Z]/g, '')}`.slice(0, 21);
    const identity = {
      account,
      arn: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`,
      userId: `${userId}:${sessionName}`,
    };
    const session = issueSession(
      call.keys.sealKey,
      identity,
      newAccessKeyId(),
      new Date(call.now.getTime() + seconds * 1000),
    );
    return {
      document: {
        Credentials: {
          AccessKeyId: session.accessKeyId,
          SecretAccessKey: session.secretAccessKey,
          SessionToken: session.sessionToken,
          Expiration: session.expiresAt,
        },
        AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: identity.arn },
      },
    };
  },
});

/** The account a role stands in; null when the text names no role. */
export function roleAccount(roleArn: string): string | null {
  return rolePattern.exec(roleArn)?.[1] ?? null;
}

function readRoleArn(roleArn: string): { account: string | null; name: string } {
  const match = rolePattern.exec(roleArn);
  return { account: match?.[1] ?? null, name: match?.[2] ?? '' };
}

const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function newAccessKeyId(): string {
  return `ASIA${[...randomBytes(16)].map((byte) => keyAlphabet[byte % 32]).join('')}`;
}
