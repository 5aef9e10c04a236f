import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { blankToAbsent } from './blank-to-absent';

/** PEM of authorities to trust beside the system's; absent for none. */
export const caCertificateSchema = z.preprocess(
  blankToAbsent,
  z
    .string()
    .trim()
    .max(65_536, { abort: true })
    .refine(isCertificateBundle, 'The CA certificate is PEM text of one or more certificates.')
    .optional(),
);

/** Whether a text holds certificates in PEM, at least one, and each can be read. */
export function isCertificateBundle(text: string): boolean {
  const certificates = certificatesIn(text);
  return certificates !== null && certificates.length > 0;
}

/** The certificates in a PEM text, in their order; null when any of them cannot be read. */
export function certificatesIn(text: string): X509Certificate[] | null {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((pem) => new X509Certificate(pem));
  } catch {
    return null;
  }
}

/** Whether a text is a private key in PEM that needs no passphrase. */
export function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}
