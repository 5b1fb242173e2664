export type PlainData = null | boolean | number | string | PlainData[] | {
    [name: string]: PlainData;
};
export declare function plainData(value: unknown): PlainData;
