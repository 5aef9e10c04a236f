import type { AddressClass } from '@/lib/domain/egress/classify-address';
import { ProviderError } from '../provider-error';

const classWords: Record<AddressClass, string> = {
  public: 'a public address',
  private: 'a private address',
  loopback: 'a loopback address',
  reserved: 'a reserved address',
  'link-local': 'a link-local address',
  metadata: 'a cloud metadata address',
  multicast: 'a multicast address',
  unspecified: 'an unspecified address',
  broadcast: 'a broadcast address',
  'opaque-tunnel': 'a tunnel whose far end cannot be known',
};

const ruleRemedy =
  'If the endpoint is yours, add its CIDR to the egress rules (MILLWRIGHT_EGRESS_ALLOW or millwright.yaml).';

/** A destination that this deployment does not dial. Never retried; carries the code `EgressRefused`. */
export class EgressRefusal extends ProviderError {
  constructor(message: string, remedy: string) {
    super({ kind: 'permission-missing', code: 'EgressRefused', operation: 'egress:Connect', message, remedy });
    this.name = 'EgressRefusal';
  }

  /** `host` as it was written; `never` when no rule could allow it. */
  static ofAddress(host: string, reason: AddressClass, never: boolean): EgressRefusal {
    return never
      ? new EgressRefusal(
          `${host} is ${classWords[reason]}, which Millwright never connects to.`,
          'Use the address of the service itself.',
        )
      : new EgressRefusal(`${host} is ${classWords[reason]}, which the egress rules do not allow.`, ruleRemedy);
  }

  static ofMetadataName(host: string): EgressRefusal {
    return EgressRefusal.ofAddress(host, 'metadata', true);
  }

  static ofPlainHttp(host: string): EgressRefusal {
    return new EgressRefusal(
      `Plain HTTP to ${host} is refused because no egress rule names its address.`,
      `Use https. ${ruleRemedy}`,
    );
  }

  static ofScheme(scheme: string): EgressRefusal {
    return new EgressRefusal(`The scheme ${scheme} is refused.`, 'Use an https address.');
  }
}
