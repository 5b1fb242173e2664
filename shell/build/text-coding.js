// TextDecoder and TextEncoder for realms of Node that lack them, as jest-environment-jsdom's does.
import * as util from 'node:util';

export const TextDecoder = globalThis.TextDecoder ?? util.TextDecoder;
export const TextEncoder = globalThis.TextEncoder ?? util.TextEncoder;
