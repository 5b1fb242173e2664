/** What attach() looks for. */
export declare const SELECTOR = "a[href^=\"tel:\"], [data-phone]";
/** What attach() itself has put into the page. */
export declare const OURS = "phone-profile, [data-phone-profile]";
export declare function matching(root: Element | Document, selector: string): Element[];
/** What the element says is its number. */
export declare function numberOf(anchor: Element): string | null;
export declare function isCall(anchor: Element): boolean;
/** A link to another place stays a link. */
export declare function leadsElsewhere(anchor: Element): boolean;
/** Tells keyboards and screen readers that there is something to open. */
export declare function markButton(anchor: Element): {
    readonly isMadeButton: boolean;
    undo(): void;
};
