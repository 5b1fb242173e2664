// HubSpot's signature, version 3: the HMAC of method, address, body and time. A card can't say by itself who asks: what
// it knows, whoever sees it can read.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const FIVE_MINUTES = 5 * 60_000;

/** HubSpot signs addresses with these characters as themselves. */
const DECODED: Record<string, string> = {
  '%3A': ':', '%2F': '/', '%3F': '?', '%40': '@', '%21': '!', '%24': '$', '%27': "'",
  '%28': '(', '%29': ')', '%2A': '*', '%2C': ',', '%3B': ';',
};

/** Whether a request without a body is one that HubSpot has sent, and not long ago. */
export function isSigned(secret: string, method: string, address: string, headers: IncomingHttpHeaders): boolean {
  const signature = String(headers['x-hubspot-signature-v3'] ?? '');
  const time = String(headers['x-hubspot-request-timestamp'] ?? '');
  if (!(Math.abs(Date.now() - Number(time)) < FIVE_MINUTES)) return false;
  const [ours, theirs] = [Buffer.from(signatureOf(secret, method, address, time)), Buffer.from(signature)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

export function signatureOf(secret: string, method: string, address: string, time: string): string {
  const plain = address.replace(/%[0-9A-F]{2}/gi, (code) => DECODED[code.toUpperCase()] ?? code);
  return createHmac('sha256', secret).update(`${method}${plain}${time}`).digest('base64');
}
