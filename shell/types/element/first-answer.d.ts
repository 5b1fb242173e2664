export interface FirstAnswer {
    readonly promise: Promise<void>;
    readonly isDone: boolean;
    resolve(): void;
}
export declare function firstAnswer(): FirstAnswer;
