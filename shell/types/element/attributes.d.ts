/** On a server there are no elements: the class exists, and nothing is registered. */
declare const HTMLElementOnPages: typeof HTMLElement;
type Unset = null | undefined;
/**
 * Every attribute is a property too, in camel case; setting one to `null` or `undefined` removes the attribute, and an
 * attribute with an unknown value counts as its default.
 */
export declare class AttributesElement extends HTMLElementOnPages {
    /** What the person entered, in any spelling; changing it aborts the lookup before. */
    get number(): string | null;
    set number(entered: string | Unset);
    /**
     * Base URL of the lookup endpoint, asked for `{endpoint}/number/{digits}`; with `{number}` in it, a template for the
     * whole URL. Default: the nearest ancestor's, then `configure()`'s.
     */
    get endpoint(): string | null;
    set endpoint(url: string | URL | Unset);
    /**
     * ISO 3166 country, such as `US`, for numbers without a country code. Default: the nearest ancestor's, then
     * `configure()`'s.
     */
    get region(): string | null;
    set region(country: string | Unset);
    /** How much is shown: everything, a small card for lists and tables, or the picture alone. */
    get variant(): 'card' | 'compact' | 'avatar';
    set variant(variant: 'card' | 'compact' | 'avatar' | Unset);
    /** The colour scheme. */
    get theme(): 'auto' | 'light' | 'dark';
    set theme(theme: 'auto' | 'light' | 'dark' | Unset);
    /** When the number is looked up: when the card comes near the viewport, or at once. */
    get loading(): 'eager' | 'lazy';
    set loading(loading: 'eager' | 'lazy' | Unset);
    /** How old a cached answer may be, in seconds. */
    get maxAge(): number;
    set maxAge(seconds: number | Unset);
    /** Whether pictures are loaded and shown. */
    get picture(): 'show' | 'hide';
    set picture(picture: 'show' | 'hide' | Unset);
    /** Masks the number, with a button that shows it. */
    get mask(): boolean;
    set mask(mask: boolean | Unset);
    /** The name that you hold, compared with the public one word by word. */
    get expectedName(): string | null;
    set expectedName(name: string | Unset);
    /** Why the lookup is made, sent along for the endpoint's audit log. */
    get purpose(): string | null;
    set purpose(purpose: string | Unset);
    /** Level of the heading that the name is. */
    get headingLevel(): number;
    set headingLevel(level: 2 | 3 | 4 | 5 | 6 | Unset);
}
/** In the order of the documentation. `lang` is an attribute of every element. */
export declare const ATTRIBUTES: string[];
export {};
