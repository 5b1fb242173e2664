import type { AttachOptions, MountOptions } from '../types/options.js';
export interface ReadAttachOptions {
    readonly selector: string;
    readonly trigger: 'click' | 'hover';
    readonly inline: 'none' | 'avatar';
    readonly card: MountOptions;
}
export declare function readAttachOptions(root: Element | Document, options?: AttachOptions): ReadAttachOptions;
