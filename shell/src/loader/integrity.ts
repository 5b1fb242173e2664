// Subresource integrity of what has been fetched without the browser's own check.

/** Whether the content has one of the hashes; true where the page may not compute one, as on plain http. */
export async function hasHash(content: ArrayBuffer, integrity: string): Promise<boolean> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle || !integrity) return true;
  for (const entry of integrity.trim().split(/\s+/)) {
    const [, size, hash] = /^sha(256|384|512)-([^?]+)/.exec(entry) ?? [];
    if (!size) continue;
    const digest = await subtle.digest(`SHA-${size}`, content);
    if (btoa(String.fromCharCode(...new Uint8Array(digest))) === hash) return true;
  }
  return false;
}
