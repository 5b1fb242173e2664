/** On a server there are no elements: the class exists, and nothing is registered. */
declare const HTMLElementOnPages: typeof HTMLElement;
/**
 * Every attribute is a property too, in camel case; setting one to `null` or `undefined` removes the attribute, and an
 * attribute with an unknown value counts as its default.
 */
export declare class AttributesElement extends HTMLElementOnPages {
    /**
     * What the person entered, in any spelling; changing it aborts the lookup before.
     *
     * @attr number
     */
    get number(): string | null;
    set number(entered: string | null | undefined);
    /**
     * Base URL of the lookup endpoint, asked for `{endpoint}/number/{digits}`; with `{number}` in it, a template for the
     * whole URL. Default: the nearest ancestor's, then `configure()`'s.
     *
     * @attr endpoint
     */
    get endpoint(): string | null;
    set endpoint(url: string | URL | null | undefined);
    /**
     * ISO 3166 country, such as `US`, for numbers without a country code. Default: the nearest ancestor's, then
     * `configure()`'s.
     *
     * @attr region
     */
    get region(): string | null;
    set region(country: string | null | undefined);
    /**
     * How much is shown.
     *
     * @attr variant
     * @value card - Everything that is known.
     * @value compact - A small card for lists and tables.
     * @value avatar - The picture alone.
     * @default 'card'
     */
    get variant(): 'card' | 'compact' | 'avatar';
    set variant(variant: 'card' | 'compact' | 'avatar' | null | undefined);
    /**
     * The colour scheme.
     *
     * @attr theme
     * @value auto - As the system has it.
     * @value light - Dark text on light ground.
     * @value dark - Light text on dark ground.
     * @default 'auto'
     */
    get theme(): 'auto' | 'light' | 'dark';
    set theme(theme: 'auto' | 'light' | 'dark' | null | undefined);
    /**
     * When the number is looked up.
     *
     * @attr loading
     * @value lazy - Looks up when the card comes near the viewport.
     * @value eager - Looks up at once.
     * @default 'lazy'
     */
    get loading(): 'eager' | 'lazy';
    set loading(loading: 'eager' | 'lazy' | null | undefined);
    /**
     * How old a cached answer may be, in seconds.
     *
     * @attr max-age
     * @default 900
     */
    get maxAge(): number;
    set maxAge(seconds: number | null | undefined);
    /**
     * Whether pictures are loaded and shown.
     *
     * @attr picture
     * @value show - Loads and shows them.
     * @value hide - Never loads one; initials stand in for it.
     * @default 'show'
     */
    get picture(): 'show' | 'hide';
    set picture(picture: 'show' | 'hide' | null | undefined);
    /**
     * Shows the person's or shop's own line of text.
     *
     * @attr about
     * @default false
     */
    get about(): boolean;
    set about(about: boolean | null | undefined);
    /**
     * Masks the number, with a button that shows it.
     *
     * @attr mask
     * @default false
     */
    get mask(): boolean;
    set mask(mask: boolean | null | undefined);
    /**
     * The name that you hold, compared with the public one word by word.
     *
     * @attr expected-name
     */
    get expectedName(): string | null;
    set expectedName(name: string | null | undefined);
    /**
     * Why the lookup is made, sent along for the endpoint's audit log.
     *
     * @attr purpose
     */
    get purpose(): string | null;
    set purpose(purpose: string | null | undefined);
    /**
     * Level of the heading that the name is.
     *
     * @attr heading-level
     * @value 2 - A heading of level 2.
     * @value 3 - A heading of level 3.
     * @value 4 - A heading of level 4.
     * @value 5 - A heading of level 5.
     * @value 6 - A heading of level 6.
     * @default 3
     */
    get headingLevel(): number;
    set headingLevel(level: 2 | 3 | 4 | 5 | 6 | null | undefined);
}
/** In the order of the documentation. `lang` is an attribute of every element. */
export declare const ATTRIBUTES: string[];
export {};
