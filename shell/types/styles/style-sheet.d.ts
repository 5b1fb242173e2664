/** Gives a shadow root the sheet of its document: a sheet can't be used in another document than its own. */
export declare function adoptStyleSheet(shadow: ShadowRoot): void;
/** Sets the rules that follow the skeleton's. */
export declare function extendStyleSheets(more: string): void;
