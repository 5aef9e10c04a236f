import { checkPrimeSync, createHmac, createPrivateKey, type KeyObject } from 'node:crypto';

const exponent = 65_537n;
const primeBytes = 128;

/**
 * An RSA key of 2048 bits made from a secret: the same secret gives the same key, so that a key handed out before a
 * restart still holds after it. For a simulation only.
 */
export function deriveRsaKey(secret: Buffer): KeyObject {
  const p = derivePrime(secret, 'p');
  const q = derivePrime(secret, 'q');
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: encode(p * q),
      e: encode(exponent),
      d: encode(d),
      p: encode(p),
      q: encode(q),
      dp: encode(d % (p - 1n)),
      dq: encode(d % (q - 1n)),
      qi: encode(inverse(q, p)),
    },
  });
}

/** The first prime from a drawn place on that leaves the exponent an inverse. */
function derivePrime(secret: Buffer, name: string): bigint {
  const blocks = Array.from({ length: primeBytes / 32 }, (_, index) =>
    createHmac('sha256', secret).update(`${name}/${index}`).digest(),
  );
  const drawn = BigInt(`0x${Buffer.concat(blocks).toString('hex')}`);
  // The two highest bits make the product as long as it should be.
  const highest = 3n << BigInt(primeBytes * 8 - 2);
  for (let candidate = drawn | highest | 1n; ; candidate += 2n) {
    if ((candidate - 1n) % exponent !== 0n && checkPrimeSync(candidate)) return candidate;
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, rest] = [modulus, value % modulus];
  let [before, now] = [0n, 1n];
  while (rest !== 0n) {
    const quotient = previous / rest;
    [previous, rest] = [rest, previous - quotient * rest];
    [before, now] = [now, before - quotient * now];
  }
  return ((before % modulus) + modulus) % modulus;
}

function encode(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
