/** A card has begun to look up, or has stopped. */
export declare function setLoading(card: object, isLoading: boolean): void;
/** Resolves when no card is looking up; undefined where none is. */
export declare function cardsAreDone(): Promise<void> | undefined;
