import type { Gap, ProviderFaultKind } from '@/lib/domain/provider-fault';

export interface ProviderErrorDetails {
  kind: ProviderFaultKind;
  /** One plain sentence for the operator. */
  message: string;
  /** `service:Operation`, e.g. `ec2:DescribeInstances`. */
  operation: string;
  /** The provider's own error code, when it gave one. */
  code?: string;
  remedy?: string;
  /** How long the provider asked us to wait, in milliseconds; absent when it did not say. */
  retryAfterMs?: number;
  cause?: unknown;
}

type GapPlace = Pick<Gap, 'account' | 'region' | 'subject'>;

/** In characters: a sentence, whatever a provider puts into its codes and names. */
const longestText = 1000;
/** Control characters, and those that turn the direction of what follows them. */
const unprintable = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Parts of it are a provider's words, so it is made fit to be shown, logged and stored. */
function toShown(text: string): string {
  return text.slice(0, longestText).toWellFormed().replace(unprintable, '\ufffd');
}

function toShownPlace({ account, region, subject }: GapPlace): GapPlace {
  return {
    ...(account === undefined ? {} : { account: toShown(account) }),
    ...(region === undefined ? {} : { region: toShown(region) }),
    ...(subject === undefined ? {} : { subject: toShown(subject) }),
  };
}

/** A provider's fault, classified. Inside a provider it is thrown; at the contract's edge it becomes a `Gap`. */
export class ProviderError extends Error {
  readonly kind: ProviderFaultKind;
  readonly operation: string;
  readonly code: string | undefined;
  readonly remedy: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(details: ProviderErrorDetails) {
    super(toShown(details.message), { cause: details.cause });
    this.name = 'ProviderError';
    this.kind = details.kind;
    this.operation = details.operation;
    this.code = details.code === undefined ? undefined : toShown(details.code);
    this.remedy = details.remedy === undefined ? undefined : toShown(details.remedy);
    this.retryAfterMs = details.retryAfterMs;
  }

  /** Whether the same call may succeed if simply made again later. */
  get isRetryable(): boolean {
    return this.kind === 'rate-limited' || this.kind === 'unavailable';
  }

  toGap(where: GapPlace): Gap {
    return {
      fault: this.kind,
      ...toShownPlace(where),
      operation: this.operation,
      ...(this.code === undefined ? {} : { code: this.code }),
      message: this.message,
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
    };
  }
}
