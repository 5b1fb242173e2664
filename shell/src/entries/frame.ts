/**
 * The card in an iframe, for sites that can take nothing else in, and the messages that such a site
 * and the frame exchange. The lookup gateway has to list the site: `--frame-origin https://crm.example`.
 */

export type {} from '../types/platform.js';
export { embedFrame, type EmbedFrameOptions, type FrameHandle } from '../frame/embed-frame.js';
export type * from '../frame/messages.js';
