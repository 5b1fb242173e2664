// Hands catalogues to Rust, each once.

import type { Language } from '../languages/language.js';
import { addCatalogue } from '../wasm/glue.js';

const handed = new Set<string>();

export function handOver({ name, catalogue }: Language): void {
  if (!name || !catalogue || handed.has(name)) return;
  handed.add(name);
  addCatalogue(name, catalogue.card);
}
