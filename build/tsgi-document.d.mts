// The types of tsgi-document.mjs, for its test.

export declare const tsgiDocument: () => Promise<string>
